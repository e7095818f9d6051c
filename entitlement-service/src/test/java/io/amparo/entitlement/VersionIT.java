package io.amparo.entitlement;

import static io.amparo.entitlement.TestCatalogue.product;
import static io.amparo.entitlement.TestCatalogue.releases;
import static io.amparo.testkit.ApiClients.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.entitlement.catalogue.CatalogueProgress;
import io.amparo.events.Topic;
import io.amparo.events.entitlement.EntitlementEvent.EntitlementDecided;
import io.amparo.events.entitlement.EntitlementEvent.Reason;
import io.amparo.events.ticket.TicketEvent.Person;
import io.amparo.events.ticket.TicketEvent.TicketReceived;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.cloud.stream.binding.BindingsLifecycleController;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

/** The supported versions (R5.1) by request and by event; today is 2026-11-20. */
@Tag("R5.1")
@ServiceTest({"amparo.demo=true", "amparo.obligations.tick=1h"})
@Import(TestClockConfig.class)
class VersionIT {
    private static final String EVENTS = "onEvents-in-0";
    /** After the clock, so that every check asks the broker. */
    private static final Instant RECEIVED = Instant.parse("2026-11-20T12:00:01Z");

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    BindingsLifecycleController bindings;
    @Autowired
    CatalogueProgress progress;

    @BeforeEach
    void publish_the_catalogue() {
        TestCatalogue.publish(kafka, api);
    }

    private JsonNode decide(String kind, String product, String version) {
        return json(api.as(Persona.ANA).post().uri("/api/v1/entitlement-decisions")
                .body(Map.of("email", "ana@acme.example", "kind", kind, "product", product, "version", version)).exchange());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"opmon-77 | 1.0 | product | product-unknown | is not a product of the catalogue",
            "opmon-8 | 9.2 | version | version-unknown | is not a version of this product; its newest one is 8.9",
            "opmon-9 | 9.77 | version | version-unknown | is not released; the newest one is 9.2",
            "opmon-9 | 9.2-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx | version | version-unknown | is not a version; give major and minor, such as 9.2"})
    void an_unknown_version_is_a_422_that_names_the_field(String product, String version, String field, String code,
            String message) {
        for (var kind : List.of("INCIDENT", "CONSULTANCY")) {
            var problem = decide(kind, product, version);
            assertThat(problem.path("status").asInt()).isEqualTo(422);
            assertThat(problem.path("code").asString()).isEqualTo(code);
            assertThat(problem.path("errors").findValuesAsString("field")).containsExactly(field);
            assertThat(problem.path("errors").findValuesAsString("message")).containsExactly(message);
        }
    }

    @Test
    void a_version_needs_its_product() {
        assertThat(decide("CONSULTANCY", "", "9.2").path("errors").findValuesAsString("field")).containsExactly("product");
    }

    @Test
    void an_older_minor_of_an_older_major_is_denied_with_its_upgrade_path() {
        var denied = decide("INCIDENT", "opmon-8", "8.8");
        assertThat(denied.path("decision").asString()).isEqualTo("DENIED");
        assertThat(denied.path("reasons").findValuesAsString("code")).containsExactly("version-unsupported");
        assertThat(denied.path("alternatives").findValuesAsString("text")).containsExactly("Upgrade to opmon-8, version 8.9",
                "Upgrade to opmon-9, version 9.2");

        var warned = decide("INCIDENT", "opmon-8", "8.9.4");
        assertThat(warned.path("decision").asString()).isEqualTo("GRANTED");
        assertThat(warned.path("warnings").findValuesAsString("code")).containsExactly("newer-major-available");
        assertThat(decide("INCIDENT", "opmon-9", "9.2.1").path("warnings").size()).isZero();
        assertThat(decide("INCIDENT", "opmon-9", "9.0").path("decision").asString()).isEqualTo("GRANTED");
    }

    @Test
    void a_future_release_does_not_count_and_an_entry_without_releases_supports_nothing() {
        kafka.publish("zab-9", 1, product("zab-9", "zab", releases(LocalDate.of(2026, 11, 20), "9.0")));
        kafka.publish("zab-10", 1, product("zab-10", "zab", releases(LocalDate.of(2026, 11, 21), "10.0")));
        kafka.publish("empty", 1, product("empty", "empty", List.of()));
        await().until(() -> List.of("zab-9", "zab-10", "empty").stream()
                .noneMatch(id -> decide("CONSULTANCY", id, "9.0").path("code").asString("").equals("product-unknown")));

        assertThat(decide("INCIDENT", "zab-9", "9.0").path("warnings").size()).isZero();
        for (var id : List.of("zab-10", "empty"))
            assertThat(decide("INCIDENT", id, "10.0").path("errors").findValuesAsString("code")).containsExactly("no-release");
    }

    /** The consumer may get the ticket before the product, because the order between topics is not defined. */
    @Test
    void a_ticket_on_a_product_that_was_published_in_an_outage_is_not_refused() {
        bindings.stop(EVENTS);
        kafka.publish("new", 1, product("new", "new", releases(TestCatalogue.RELEASED, "1.0")));
        var early = receive("new", "1.0");

        bindings.start(EVENTS);
        await().until(() -> progress.isCompleteUntil(RECEIVED));
        var later = receive("new", "1.0");
        assertThat(kafka.receive(EntitlementDecided.class, each -> later.equals(each.ticketId())).decision())
                .isEqualTo("GRANTED");
        assertThat(kafka.received(EntitlementDecided.class)).filteredOn(each -> early.equals(each.ticketId()))
                .extracting(EntitlementDecided::decision).doesNotContain("DENIED");
    }

    private String receive(String product, String version) {
        var ticketId = UUID.randomUUID().toString();
        kafka.publish(ticketId, 1, new TicketReceived(ticketId, "T-2026-000001", "acme", new Person("acme-ana", "Ana", "pt-BR"),
                "INCIDENT", "P1", product, version, "It is down", RECEIVED));
        return ticketId;
    }

    @ParameterizedTest
    @CsvSource({"opmon-77, 1.0, product-unknown", "opmon-8, 9.2, version-unknown", "opmon-9, 9.77, version-unknown",
            "opmon-9, newest, version-unknown", "opmon-8, 8.8, version-unsupported"})
    void a_received_ticket_is_refused_by_event_with_the_same_reason(String product, String version, String reason) {
        await().until(() -> progress.isCompleteUntil(RECEIVED));
        var ticketId = receive(product, version);

        var decided = kafka.receive(EntitlementDecided.class, each -> ticketId.equals(each.ticketId()));
        assertThat(decided.decision()).isEqualTo("DENIED");
        assertThat(decided.reasons()).containsExactly(new Reason(reason, "5.release"));
        assertThat(kafka.deadLetters(Topic.TICKETS, "entitlement-service")).isEmpty();
    }
}
