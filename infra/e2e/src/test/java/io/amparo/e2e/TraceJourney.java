package io.amparo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.clients.EventClient;
import io.amparo.clients.GatewayClient;
import io.amparo.clients.People;
import io.amparo.clients.TokenClient;
import io.amparo.events.DomainEvent;
import io.amparo.events.delivery.DeliveryEvent.DeliverySent;
import io.amparo.events.entitlement.EntitlementEvent.EntitlementDecided;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A trace continues over HTTP from service to service, and over Kafka into the events that follow. */
class TraceJourney {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final String trace = UUID.randomUUID().toString().replace("-", "");

    @Test
    void events_caused_by_a_request_carry_the_trace_of_the_caller() {
        var addresses = RunningSuite.get().addresses();
        try (var gateway = new GatewayClient(addresses.gateway(), new TokenClient(addresses.issuer()));
                var events = new EventClient(addresses.brokers(), "")) {
            var number = gateway
                    .post(People.BRUNO, "/tickets", TicketLoadGenerator.INCIDENT,
                            Map.of("traceparent", "00-%s-00f067aa0ba902b7-01".formatted(trace)))
                    .expectStatus(201).text("/number");

            // ticket-service publishes the first event on a request of the gateway, entitlement-service the second on a request
            // of ticket-service. The SLA engine and notification-service publish theirs after consuming events.
            var opened = awaitInTrace(events, TicketOpened.class, event -> event.number().equals(number));
            awaitInTrace(events, EntitlementDecided.class, event -> opened.ticketId().equals(event.ticketId()));
            awaitInTrace(events, SlaAssigned.class, event -> event.ticketId().equals(opened.ticketId()));
            awaitInTrace(events, DeliverySent.class, event -> event.about().equals(opened.ticketId()));
        }
    }

    private <E extends DomainEvent> E awaitInTrace(EventClient events, Class<E> type, Predicate<E> matches) {
        var received = events.await(Instant.now().plus(TIMEOUT), type, matches);
        assertThat(received.event().correlation()).as("correlation of " + type.getSimpleName()).isEqualTo(trace);
        assertThat(received.event().traceparent()).as("trace of " + type.getSimpleName())
                .matches("00-" + trace + "-[0-9a-f]{16}-01");
        return received.data();
    }
}
