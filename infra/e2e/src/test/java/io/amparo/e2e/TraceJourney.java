package io.amparo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.DomainEvent;
import io.amparo.events.delivery.DeliveryEvent.DeliverySent;
import io.amparo.events.entitlement.EntitlementEvent.EntitlementDecided;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.local.outside.Api;
import io.amparo.local.outside.Topics;
import io.amparo.local.signin.SignIn;
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
        var api = new Api(addresses.gateway(), new SignIn(addresses.issuer()));
        try (var topics = new Topics(addresses.brokers())) {
            var number = api
                    .post("bruno@acme.example", "/tickets", TicketLoadGenerator.INCIDENT,
                            Map.of("traceparent", "00-%s-00f067aa0ba902b7-01".formatted(trace)))
                    .must(201, "the ticket").text("/number");

            // ticket-service publishes the first event on a request of the gateway, entitlement-service the second on a request
            // of ticket-service. The SLA engine and notification-service publish theirs after consuming events.
            var opened = awaitInTrace(topics, TicketOpened.class, event -> event.number().equals(number));
            awaitInTrace(topics, EntitlementDecided.class, event -> opened.ticketId().equals(event.ticketId()));
            awaitInTrace(topics, SlaAssigned.class, event -> event.ticketId().equals(opened.ticketId()));
            awaitInTrace(topics, DeliverySent.class, event -> event.about().equals(opened.ticketId()));
        }
    }

    private <E extends DomainEvent> E awaitInTrace(Topics topics, Class<E> type, Predicate<E> fits) {
        var received = topics.await(Instant.now().plus(TIMEOUT), type.getSimpleName(), type, fits);
        assertThat(received.attributes().correlation()).as("correlation of " + type.getSimpleName()).isEqualTo(trace);
        assertThat(received.attributes().traceparent()).as("trace of " + type.getSimpleName())
                .matches("00-" + trace + "-[0-9a-f]{16}-01");
        return received.event();
    }
}
