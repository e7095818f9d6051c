package io.amparo.e2e;

import static io.amparo.clients.People.BRUNO;
import static io.amparo.clients.People.IARA;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.clients.GatewayClient;
import io.amparo.clients.Mailbox;
import io.amparo.clients.Mailbox.Mail;
import io.amparo.clients.TokenClient;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaWarned;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.local.suite.Port;
import io.amparo.local.suite.Suite;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Kills one process after the other with SIGKILL while tickets are opened. No ticket and no event may be lost or duplicated.
 */
class FailureJourney {
    private static final String CONTRACT = "/customers/acme/contract";
    private static final Duration TIMEOUT = Duration.ofSeconds(150);
    /** Edges of a ticket on plan demo-seconds: first response and resolution, each with three warnings and one breach. */
    private static final int EDGES_PER_TICKET = 8;

    private final Suite suite = RunningSuite.get();
    private final GatewayClient gateway = new GatewayClient(suite.addresses().gateway(),
            new TokenClient(suite.addresses().issuer()));

    @Test
    @Timeout(value = 12, unit = TimeUnit.MINUTES)
    @Tag("R1.3")
    void no_ticket_or_event_is_lost_or_duplicated_when_processes_are_killed() {
        try (gateway; var events = new EventClient(suite.addresses().brokers(), "")) {
            switchPlan(events, "demo-seconds");
            var mailbox = new Mailbox(suite.addresses().port(Port.IMAP), BRUNO);

            var opened = openThroughFailures();

            eachTicketExists(opened);
            eachTicketWasPublishedOnce(events, opened);
            eachEdgeWasEmittedOnce(events, opened);
            eachTicketHasItsReceipt(mailbox, opened);

            switchPlan(events, "premium-24x7");
        }
    }

    private void switchPlan(EventClient events, String plan) {
        var current = gateway.get(IARA, CONTRACT);
        gateway.put(IARA, CONTRACT, current.etag(), Map.of("edition", current.text("/edition"), "validFrom",
                current.text("/validFrom"), "validTo", current.text("/validTo"), "slaPlan", plan)).expectStatus(200);
        events.await(Instant.now().plus(TIMEOUT), ContractChanged.class, event -> event.slaPlan().equals(plan));
    }

    private Set<String> openThroughFailures() {
        try (var generator = new TicketLoadGenerator(gateway, BRUNO)) {
            for (var process : List.of("sla-service", "ticket-service", "notification-service", "broker", "store")) {
                awaitOpened(generator, 10);
                suite.kill(process);
                awaitAttemptsDuringOutage(generator);
                suite.start(process);
                awaitOpened(generator, 5);
            }
            generator.stop();
            await().atMost(TIMEOUT).until(generator::isDone);
            assertThat(generator.numbersByKey().values()).as("one ticket number per idempotency key")
                    .allMatch(numbers -> numbers.size() == 1);
            System.out.printf("%d tickets opened, %d attempts failed and were repeated%n", generator.openedTickets(),
                    generator.failedAttempts());
            return generator.numbersByKey().values().stream().flatMap(Collection::stream).collect(toSet());
        }
    }

    /**
     * Waits until more attempts have ended than can have been in flight at the kill, so that some began while the process was
     * dead.
     */
    private static void awaitAttemptsDuringOutage(TicketLoadGenerator generator) {
        int enough = generator.endedAttempts() + TicketLoadGenerator.MAX_PENDING + 4;
        await().atMost(TIMEOUT).until(() -> generator.endedAttempts() >= enough);
    }

    private static void awaitOpened(TicketLoadGenerator generator, int more) {
        int wanted = generator.openedTickets() + more;
        await().atMost(TIMEOUT).until(() -> generator.openedTickets() >= wanted);
    }

    private void eachTicketExists(Set<String> numbers) {
        assertThat(numbers).isNotEmpty()
                .allSatisfy(number -> assertThat(gateway.get(BRUNO, "/tickets/" + number).status()).isEqualTo(200));
    }

    private static void eachTicketWasPublishedOnce(EventClient events, Set<String> numbers) {
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(events.received(TicketOpened.class).stream().map(TicketOpened::number).toList())
                        .containsAll(numbers));
        // A record may be delivered twice, but always as the same event of the same ticket.
        var ticketsOf = events.received(TicketOpened.class).stream()
                .collect(groupingBy(TicketOpened::number, mapping(TicketOpened::ticketId, toSet())));
        assertThat(ticketsOf.values()).allMatch(ids -> ids.size() == 1);
    }

    private static void eachEdgeWasEmittedOnce(EventClient events, Set<String> numbers) {
        await().atMost(TIMEOUT).untilAsserted(() -> {
            var assigned = events.received(SlaAssigned.class).stream().map(SlaAssigned::number).filter(numbers::contains)
                    .collect(toSet());
            assertThat(assigned).as("tickets with clocks").isEqualTo(numbers);
            assertThat(edges(events, numbers).stream().distinct().count()).as("edges")
                    .isEqualTo((long) numbers.size() * EDGES_PER_TICKET);
        });
        assertThat(events.received(SlaAssigned.class).stream().map(SlaAssigned::ticketId)).as("assignments")
                .doesNotHaveDuplicates();
        assertThat(edges(events, numbers)).as("edges").doesNotHaveDuplicates();
    }

    private static List<String> edges(EventClient events, Set<String> numbers) {
        var warned = events.received(SlaWarned.class).stream().filter(event -> numbers.contains(event.number()))
                .map(event -> "%s %s %d %d%%".formatted(event.number(), event.metric(), event.cycle(), event.percent()));
        var breached = events.received(SlaBreached.class).stream().filter(event -> numbers.contains(event.number()))
                .map(event -> "%s %s %d breach".formatted(event.number(), event.metric(), event.cycle()));
        return Stream.concat(warned, breached).toList();
    }

    private static void eachTicketHasItsReceipt(Mailbox mailbox, Set<String> numbers) {
        var mails = new ArrayList<Mail>();
        await().atMost(TIMEOUT).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            mails.clear();
            mailbox.all().stream().filter(mail -> mail.template().equals("receipt")).forEach(mails::add);
            assertThat(numbers).allMatch(number -> mails.stream().anyMatch(mail -> mail.subject().contains(number)),
                    "has a receipt");
        });
        assertThat(numbers).allSatisfy(number -> assertThat(
                mails.stream().filter(mail -> mail.subject().contains(number)).map(Mail::messageId).distinct()).as(number)
                .hasSize(1));
        var copies = mails.stream().collect(groupingBy(Mail::messageId, counting()));
        assertThat(copies.values()).as("a mail that was in flight at a kill may come twice").allMatch(count -> count <= 2);
        assertThat(copies.values().stream().filter(count -> count > 1).count()).as("only those in flight at one kill")
                .isLessThanOrEqualTo(10);
    }
}
