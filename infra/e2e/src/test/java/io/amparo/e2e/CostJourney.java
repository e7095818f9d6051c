package io.amparo.e2e;

import static io.amparo.clients.People.ANA;
import static io.amparo.clients.People.BRUNO;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.clients.EventClient;
import io.amparo.clients.GatewayClient;
import io.amparo.clients.Polling;
import io.amparo.clients.TokenClient;
import io.amparo.events.delivery.DeliveryEvent.DeliverySent;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.local.actuator.OperationCounts;
import io.amparo.local.actuator.QuietSuite;
import io.amparo.local.suite.Addresses;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What an opened ticket costs until its receipt, and the suite at rest, in store commands and Kafka requests. The counts do not
 * depend on the speed of the machine.
 */
class CostJourney {
    /**
     * The same code needs from 13 to 14.6: the outbox relays remove several published events with one command if they can. That
     * an opening reads nothing for its decision saves one.
     */
    private static final double STORE_COMMANDS_PER_TICKET = 15;
    private static final double KAFKA_REQUESTS_PER_SECOND = 25;

    /** Tickets of a suite that has just started need more: they wait for the promise of their SLA. */
    private static final int WARM_UP = 20;
    private static final int TICKETS = 40;
    private static final int ROUNDS = 3;
    /** The longest interval of a regular task, the sweep of an outbox: each period contains one. */
    private static final Duration PERIOD = Duration.ofSeconds(60);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Addresses addresses = RunningSuite.get().addresses();
    private final GatewayClient gateway = new GatewayClient(addresses.gateway(), new TokenClient(addresses.issuer()));
    private final EventClient events = new EventClient(addresses.brokers(), "");
    private OperationCounts atRest;

    @BeforeAll
    void measureRest() {
        open(WARM_UP);
        atRest = during(() -> {});
    }

    @AfterAll
    void close() {
        events.close();
        gateway.close();
    }

    /** The first of three rounds that is cheap enough: on a busy machine fewer tickets share a command. */
    @Test
    void ticket_and_its_receipt_need_few_store_commands() {
        var perTicket = storeCommandsPerTicket();
        for (int round = 2; round <= ROUNDS && sum(perTicket) > STORE_COMMANDS_PER_TICKET; round++)
            perTicket = storeCommandsPerTicket();

        assertSumAtMost(STORE_COMMANDS_PER_TICKET, "Store commands per opened ticket", perTicket);
    }

    private Map<String, Double> storeCommandsPerTicket() {
        var opening = during(() -> open(TICKETS));
        var rest = atRest.of(OperationCounts.STORE_COMMANDS).by(CostJourney::name);
        var perTicket = new TreeMap<String, Double>();
        opening.of(OperationCounts.STORE_COMMANDS).by(CostJourney::name)
                .forEach((name, value) -> perTicket.put(name, (value - rest.getOrDefault(name, 0L)) / (double) TICKETS));
        return perTicket;
    }

    private static double sum(Map<String, Double> counts) {
        return counts.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    @Test
    void suite_at_rest_sends_few_kafka_requests() {
        var perSecond = new TreeMap<String, Double>();
        atRest.of(OperationCounts.KAFKA_REQUESTS).by(CostJourney::name)
                .forEach((name, value) -> perSecond.put(name, value / (double) PERIOD.toSeconds()));

        assertSumAtMost(KAFKA_REQUESTS_PER_SECOND, "Kafka requests per second at rest", perSecond);
    }

    /** Returns what happens in a period that begins and ends without work. */
    private OperationCounts during(Runnable work) {
        var before = QuietSuite.await(addresses, TIMEOUT);
        var end = Instant.now().plus(PERIOD);
        work.run();
        QuietSuite.await(addresses, TIMEOUT);
        assertThat(Instant.now()).as("end of the work").isBefore(end);
        Polling.until(end);
        return OperationCounts.read(addresses).since(before);
    }

    /** Opens tickets one after the other, and returns when the receipt of each has been sent. */
    private void open(int tickets) {
        for (int n = 0; n < tickets; n++) {
            var number = gateway.post(n % 2 == 0 ? ANA : BRUNO, "/tickets", lowPriority()).expectStatus(201).text("/number");
            var opened = events.receive(TicketOpened.class, event -> event.number().equals(number));
            events.receive(DeliverySent.class,
                    event -> event.template().equals("receipt") && event.about().equals(opened.ticketId()));
        }
    }

    /** None of its clocks fires within hours. */
    private static Map<String, Object> lowPriority() {
        var incident = new TreeMap<>(TicketLoadGenerator.INCIDENT);
        incident.putAll(Map.of("impact", "LOW", "urgency", "LOW"));
        return incident;
    }

    private static String name(OperationCounts.Count count) {
        return "%s %s %s".formatted(count.service(), count.target(), count.command());
    }

    private static void assertSumAtMost(double limit, String title, Map<String, Double> values) {
        var sum = sum(values);
        var table = "%s: %.2f%n".formatted(title, sum) + values.entrySet().stream().filter(each -> each.getValue() != 0)
                .map(each -> "  %-60s %6.2f%n".formatted(each.getKey(), each.getValue())).collect(joining());
        System.out.println(table);
        assertThat(sum).as(table).isLessThanOrEqualTo(limit);
    }
}
