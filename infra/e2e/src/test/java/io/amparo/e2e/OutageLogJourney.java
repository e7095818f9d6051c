package io.amparo.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.GatewayClient;
import io.amparo.clients.People;
import io.amparo.clients.TokenClient;
import io.amparo.local.suite.Service;
import io.amparo.local.suite.Suite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What each service logs while the broker is away: since when, once a minute what waits, and its return. */
class OutageLogJourney {
    private static final Duration TIMEOUT = Duration.ofSeconds(180);
    private static final String RETURN = "Kafka is available again";
    private static final List<Service> WITH_KAFKA = Arrays.stream(Service.values()).filter(each -> each != Service.GATEWAY)
            .toList();

    private final Suite suite = RunningSuite.get();

    @Test
    @Timeout(600)
    void an_outage_of_the_broker_is_three_lines_and_one_a_minute_per_service() {
        var before = WITH_KAFKA.stream().collect(Collectors.toMap(Function.identity(), service -> lines(service).size()));
        suite.kill("broker");
        try (var gateway = new GatewayClient(suite.addresses().gateway(), new TokenClient(suite.addresses().issuer()))) {
            for (int n = 0; n < 5; n++)
                gateway.post(People.BRUNO, "/tickets", TicketLoadGenerator.INCIDENT, Map.of("Idempotency-Key", "outage-" + n));
            awaitLine(before, "Kafka is unavailable since");
            awaitLine(before, "Kafka is still unavailable after");
        } finally {
            suite.start("broker");
        }
        awaitLine(before, RETURN);

        for (var service : WITH_KAFKA) {
            var logged = logged(service, before);
            System.out.println(service + " logged during the outage:\n" + String.join("\n", logged));
            assertThat(count(logged, "Kafka is still unavailable")).as("%s", service).isPositive();
            assertThat(logged).as("lines of %s", service).allMatch(OutageLogJourney::isExpected);
            // The relay may notice the outage before it is known.
            // A watermark may be in its transaction when the broker goes away.
            assertThat(count(logged, "SLA engine thread failed")).as("%s", service).isLessThanOrEqualTo(2);
            assertThat(count(logged, "Outbox relay")).as("%s", service).isLessThanOrEqualTo(2);
        }
    }

    /** What a caller asked for and did not get, or what another journey began, is no line about the broker. */
    private static boolean isExpected(String line) {
        return Stream.of("Kafka is ", "Projection of amparo.customers is ", "Outbox relay", "answering 503", "CallNotPermitted",
                "SLA engine thread failed", "Migration ").anyMatch(line::contains);
    }

    private static long count(List<String> lines, String text) {
        return lines.stream().filter(line -> line.contains(text)).count();
    }

    private void awaitLine(Map<Service, Integer> before, String text) {
        for (var service : WITH_KAFKA)
            await(text + " in the log of " + service).atMost(TIMEOUT).pollInterval(Duration.ofMillis(500))
                    .until(() -> logged(service, before).stream().anyMatch(line -> line.contains(text)));
    }

    /** Returns the lines until the return of the broker. */
    private List<String> logged(Service service, Map<Service, Integer> before) {
        var lines = lines(service);
        var logged = lines.subList(before.get(service), lines.size());
        var end = logged.stream().filter(line -> line.contains(RETURN)).findFirst();
        return end.map(line -> logged.subList(0, logged.indexOf(line) + 1)).orElse(logged);
    }

    private List<String> lines(Service service) {
        try {
            return Files.readAllLines(suite.home().logFile(service.folder()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
