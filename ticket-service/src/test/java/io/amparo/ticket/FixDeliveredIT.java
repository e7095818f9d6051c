package io.amparo.ticket;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;
import static io.amparo.testkit.ApiClients.etag;
import static io.amparo.testkit.ApiClients.json;
import static io.amparo.ticket.TicketFixture.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.events.Event;
import io.amparo.events.product.ProductEvent.ProductChanged;
import io.amparo.events.product.ProductEvent.Release;
import io.amparo.events.ticket.TicketEvent.FixDelivered;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.ticket.product.ProductListener;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** The tickets of a qualified bug learn of the release that fixes it. Each test has releases of its own. */
@TicketServiceTest
@Tag("R5.3")
class FixDeliveredIT {
    private static final LocalDate RELEASED = LocalDate.of(2026, 1, 31);
    private static final List<String> CRITERIA = List.of("REPRODUCIBLE", "SUPPORTED_VERSION", "BUSINESS_CRITICAL", "EVIDENCE");

    @Autowired
    ApiClients api;
    @Autowired
    TicketFixture fixture;
    @Autowired
    EventClient kafka;
    @Autowired
    ProductListener deliverFixes;

    private String qualified(Persona contact, String fixVersion) {
        var path = path(fixture.openTicket(contact));
        put(Persona.GISELE, path, "qualified-bug",
                Map.of("bug", "OPM-" + fixVersion, "criteria", CRITERIA, "reason", "Memory leak", "fixVersion", fixVersion));
        return path;
    }

    private JsonNode put(Persona person, String path, String what, Map<String, Object> body) {
        return json(api.as(person).put().uri(path + "/" + what)
                .header("If-Match", etag(api.as(person).get().uri(path).exchange())).body(body).exchange().expectStatus().isOk());
    }

    private JsonNode read(String path) {
        return json(api.as(Persona.GISELE).get().uri(path).exchange().expectStatus().isOk());
    }

    /** Publishes a release of another major, which is another product of the line. */
    private void publish(int major, LocalDate releasedOn) {
        for (var version : List.of("9.2", major + ".0")) {
            var product = "opmon-" + version.substring(0, version.indexOf('.'));
            kafka.publish(product, 1, new ProductChanged(product, "OpMon", "opmon", List.of(new Release(version, releasedOn)),
                    null, null, Instant.now()));
        }
    }

    private Stream<FixDelivered> deliveries(String path) {
        return kafka.received().stream().map(Event::data).filter(FixDelivered.class::isInstance).map(FixDelivered.class::cast)
                .filter(event -> path.endsWith(event.number()));
    }

    @Test
    void the_release_reaches_all_tickets_of_the_bug_once_and_no_others() {
        var tickets = List.of(qualified(Persona.BRUNO, "40.0"), qualified(Persona.CARLA, "v40.0.0"));
        var other = qualified(Persona.BRUNO, "40.0.1");
        publish(40, RELEASED);

        for (var path : tickets) {
            assertThat(kafka.receive(FixDelivered.class, each -> path.endsWith(each.number())).release()).isEqualTo("40.0");
            assertThat(read(path).at("/qualifiedBug/deliveredRelease").asString()).isEqualTo("40.0");
            await().untilAsserted(() -> assertThat(
                    read(path).get("timeline").valueStream().filter(entry -> entry.get("type").asString().equals("FIX")))
                    .singleElement().satisfies(entry -> assertThat(entry.get("to").asString()).isEqualTo("40.0")));
        }
        publish(40, RELEASED);
        deliverFixes.productChanged("opmon-40");

        for (var path : tickets) assertThat(deliveries(path)).hasSize(1);
        assertThat(read(other).at("/qualifiedBug/deliveredRelease").isMissingNode()).isTrue();
    }

    @Test
    void a_ticket_that_is_qualified_after_the_release_learns_of_it_at_once() {
        var first = qualified(Persona.BRUNO, "41.0");
        publish(41, RELEASED);
        kafka.receive(FixDelivered.class, each -> first.endsWith(each.number()));

        var second = qualified(Persona.BRUNO, "41.0");

        assertThat(kafka.receive(FixDelivered.class, each -> second.endsWith(each.number())).bug()).isEqualTo("OPM-41.0");
    }

    @Test
    void a_closed_ticket_learns_of_the_release_and_stays_closed_since_its_end() {
        var path = qualified(Persona.BRUNO, "42.0");
        put(Persona.FABIO, path, "status", Map.of("status", "RESOLVED"));
        var closed = put(Persona.BRUNO, path, "status", Map.of("status", "CLOSED"));
        publish(42, RELEASED);

        kafka.receive(FixDelivered.class, each -> path.endsWith(each.number()));

        assertThat(read(path).at("/qualifiedBug/deliveredRelease").asString()).isEqualTo("42.0");
        assertThat(read(path).get("status").asString()).isEqualTo("CLOSED");
        assertThat(read(path).get("updatedAt")).isEqualTo(closed.get("updatedAt"));
    }

    @Test
    void a_ticket_that_cannot_be_read_does_not_delay_the_others() {
        var broken = qualified(Persona.BRUNO, "45.0");
        var others = List.of(qualified(Persona.BRUNO, "45.0"), qualified(Persona.CARLA, "45.0"));
        var tickets = fixture.collection("tickets");
        var isBroken = eq("state.number", broken.substring(broken.lastIndexOf('/') + 1));
        tickets.updateOne(isBroken, set("state.handling.priority", "P9"));

        publish(45, RELEASED);

        for (var path : others) kafka.receive(FixDelivered.class, each -> path.endsWith(each.number()));
        tickets.updateOne(isBroken, set("state.handling.priority", "P1"));
        deliverFixes.productChanged("opmon-45");
        kafka.receive(FixDelivered.class, each -> broken.endsWith(each.number()));
    }

    @Test
    void a_release_of_a_later_day_is_not_delivered_yet() {
        var path = qualified(Persona.BRUNO, "43.0");
        var probe = qualified(Persona.BRUNO, "44.0");
        publish(43, LocalDate.now().plusYears(1));
        publish(44, RELEASED);

        kafka.receive(FixDelivered.class, each -> probe.endsWith(each.number()));
        deliverFixes.productChanged("opmon-43");
        assertThat(deliveries(path)).isEmpty();
    }
}
