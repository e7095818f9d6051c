package io.amparo.e2e;

import static io.amparo.clients.People.BRUNO;
import static io.amparo.clients.People.FABIO;
import static io.amparo.clients.People.HEITOR;
import static io.amparo.clients.People.IARA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.clients.GatewayClient;
import io.amparo.clients.TokenClient;
import io.amparo.events.DomainEvent;
import io.amparo.events.Event;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.events.delivery.DeliveryEvent.DeliverySent;
import io.amparo.events.entitlement.EntitlementEvent.EntitlementDecided;
import io.amparo.events.product.ProductEvent.ProductChanged;
import io.amparo.events.product.ProductEvent.Release;
import io.amparo.events.sla.SlaEvent;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaCancelled;
import io.amparo.events.sla.SlaEvent.SlaRescheduled;
import io.amparo.events.ticket.TicketEvent;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Tag;

/**
 * Walks the causes of the events of a story back to the requests with which they began: each event names an event that exists on
 * a topic, or a request, and all events of a chain have the correlation of its request.
 */
class CausationJourney {
    private static final Duration TIMEOUT = Duration.ofSeconds(120);
    private static final String CONTRACT = "/customers/acme/contract";
    /** Later than any state that eol-service publishes. */
    private static final long NEWEST = 1L << 62;

    private final GatewayClient gateway = new GatewayClient(RunningSuite.get().addresses().gateway(),
            new TokenClient(RunningSuite.get().addresses().issuer()));
    private final EventClient events = new EventClient(RunningSuite.get().addresses().brokers(), "");

    @Test
    @Tag("R1.3")
    void each_event_of_a_story_names_its_cause_back_to_the_request() {
        try (gateway; events) {
            var original = gateway.get(IARA, CONTRACT).text("/slaPlan");
            var product = registerProduct();
            movePlan("premium-24x7");
            var openingTrace = trace();
            var number = open(product, openingTrace);
            var opened = receive(TicketOpened.class, each -> each.number().equals(number));
            var ticketId = ((TicketOpened) opened.data()).ticketId();
            receive(SlaAssigned.class, each -> each.ticketId().equals(ticketId));
            // The decision came in time, so the request itself opened the ticket.
            assertChain(receive(DeliverySent.class, each -> each.about().equals(ticketId)), openingTrace, DeliverySent.class,
                    TicketOpened.class);
            assertChain(receive(EntitlementDecided.class, each -> ticketId.equals(each.ticketId())), openingTrace,
                    EntitlementDecided.class);
            assertChain(receive(SlaAssigned.class, each -> each.ticketId().equals(ticketId)), openingTrace, SlaAssigned.class,
                    TicketOpened.class);

            movePlan("demo-seconds");
            var changed = receive(ContractChanged.class, each -> each.slaPlan().equals("demo-seconds"));
            assertChain(receive(SlaRescheduled.class, each -> each.ticketId().equals(ticketId)), changed.correlation(),
                    SlaRescheduled.class, ContractChanged.class);
            var breached = receive(SlaBreached.class, each -> each.ticketId().equals(ticketId));
            assertChain(breached, changed.correlation(), SlaBreached.class, ContractChanged.class);
            assertChain(awaitMailOf(breached), changed.correlation(), DeliverySent.class, SlaBreached.class,
                    ContractChanged.class);

            movePlan("premium-24x7");
            endProduct(product);
            var ended = receive(ProductChanged.class, each -> each.productId().equals(product) && each.endOfLife() != null);
            assertChain(
                    receive(SlaCancelled.class, each -> each.ticketId().equals(ticketId) && each.code().equals("END_OF_LIFE")),
                    ended.correlation(), SlaCancelled.class, ProductChanged.class);

            end(number);
            assertAllCausesExist(ticketId);
            movePlan(original);
        }
    }

    private String registerProduct() {
        var id = "causation-" + UUID.randomUUID().toString().substring(0, 8);
        gateway.post(HEITOR, "/products", Map.of("id", id, "name", id, "line", id, "releases",
                List.of(Map.of("version", "1.0", "releasedOn", "2026-01-05")))).expectStatus(201);
        receive(ProductChanged.class, each -> each.productId().equals(id));
        return id;
    }

    /** Opens a ticket as soon as entitlement-service knows the product. */
    private String open(String product, String trace) {
        var incident = new TreeMap<>(TicketLoadGenerator.INCIDENT);
        incident.putAll(Map.of("product", product, "version", "1.0"));
        return await().atMost(TIMEOUT)
                .until(() -> gateway.post(BRUNO, "/tickets", incident,
                        Map.of("traceparent", "00-%s-00f067aa0ba902b7-01".formatted(trace))),
                        response -> response.status() == 201)
                .text("/number");
    }

    /** The API announces only a future end of life; another system may publish a past one. */
    private void endProduct(String product) {
        events.publishInTrace(trace(), product, NEWEST, new ProductChanged(product, product, product,
                List.of(new Release("1.0", LocalDate.of(2026, 1, 5))), LocalDate.of(2026, 1, 6), null, Instant.now()));
    }

    private void movePlan(String plan) {
        var current = gateway.get(IARA, CONTRACT);
        if (current.text("/slaPlan").equals(plan)) return;
        gateway.put(IARA, CONTRACT, current.etag(), Map.of("edition", current.text("/edition"), "validFrom",
                current.text("/validFrom"), "validTo", current.text("/validTo"), "slaPlan", plan)).expectStatus(200);
    }

    private void end(String number) {
        var path = "/tickets/" + number;
        gateway.put(FABIO, path + "/status", gateway.get(FABIO, path).etag(), Map.of("status", "RESOLVED")).expectStatus(200);
    }

    private <E extends DomainEvent> Event receive(Class<E> type, Predicate<E> matches) {
        return events.await(Instant.now().plus(TIMEOUT), type, matches).event();
    }

    private Event awaitMailOf(Event cause) {
        return receive(DeliverySent.class, each -> each.cause().equals(cause.cause()));
    }

    /** @param types the event and the events before it */
    private void assertChain(Event event, String correlation, Class<?>... types) {
        var chain = chain(event);
        assertThat(chain).as("chain of %s", event.id()).extracting(each -> each.data().getClass().getSimpleName())
                .containsExactly(List.of(types).stream().map(Class::getSimpleName).toArray(String[]::new));
        assertThat(chain).as("correlation in the chain of %s", event.id()).extracting(Event::correlation)
                .containsOnly(correlation);
    }

    /** Returns the event and the events before it; the last one names a request, or nothing if it is from another system. */
    private List<Event> chain(Event event) {
        var chain = new ArrayList<>(List.of(event));
        while (chain.getLast().causation() instanceof String cause && cause.contains("#"))
            chain.add(eventOf(cause));
        return chain;
    }

    private Event eventOf(String cause) {
        return await().atMost(TIMEOUT)
                .until(() -> events.received().stream().filter(each -> each.cause().equals(cause)).findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
    }

    /** Includes those that the story does not name. */
    private void assertAllCausesExist(String ticketId) {
        var ofTicket = events.received().stream().filter(event -> switch (event.data()) {
            case TicketEvent ticket -> ticket.ticketId().equals(ticketId);
            case SlaEvent sla -> sla.ticketId().equals(ticketId);
            case DeliverySent sent -> sent.about().equals(ticketId);
            case null, default -> false;
        }).toList();
        assertThat(ofTicket).hasSizeGreaterThan(10).allSatisfy(event -> {
            assertThat(event.causation()).as("cause of %s %s", event.type(), event.id()).isNotBlank();
            assertThat(event.correlation()).as("correlation of %s %s", event.type(), event.id()).isNotBlank();
            chain(event);
        });
    }

    private static String trace() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
