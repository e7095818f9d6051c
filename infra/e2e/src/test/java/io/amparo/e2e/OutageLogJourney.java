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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What each service logs while the broker is away: since when, once a minute what waits, and its return. */
class OutageLogJourney {
    private static final Duration TIMEOUT = Duration.ofSeconds(180);
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
        awaitLine(before, "Kafka is available again");

        for (var service : WITH_KAFKA) {
            var logged = logged(service, before);
            System.out.println(service + " logged during the outage:\n" + String.join("\n", logged));
            assertThat(logged.stream().filter(line -> line.contains("Kafka is still unavailable")).count()).isBetween(1L, 2L);
            assertThat(logged).as("lines of %s", service).allMatch(line -> line.contains("Kafka is ") || isOfARequest(line));
        }
    }

    /** What a caller asked for and did not get is no line about the broker. */
    private static boolean isOfARequest(String line) {
        return line.contains("answering 503") || line.contains("CallNotPermitted");
    }

    private void awaitLine(Map<Service, Integer> before, String text) {
        for (var service : WITH_KAFKA)
            await(text + " in the log of " + service).atMost(TIMEOUT).pollInterval(Duration.ofMillis(500))
                    .until(() -> logged(service, before).stream().anyMatch(line -> line.contains(text)));
    }

    private List<String> logged(Service service, Map<Service, Integer> before) {
        var lines = lines(service);
        return lines.subList(before.get(service), lines.size());
    }

    private List<String> lines(Service service) {
        try {
            return Files.readAllLines(suite.home().logFile(service.folder()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
