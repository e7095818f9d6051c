package io.amparo.sla;

import static io.amparo.testkit.ApiClients.json;
import static io.amparo.testkit.ApiClients.location;
import static io.amparo.testkit.ApiClients.status;
import static io.amparo.testkit.SecurityRow.of;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.events.ticket.TicketEvent.Person;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.SecurityMatrix;
import io.amparo.testkit.CallerKind;
import io.amparo.testkit.SecurityRow;
import io.amparo.testkit.ServiceTest;
import io.amparo.testkit.TestCustomers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;

@ServiceTest("amparo.demo=true")
class SecurityMatrixIT {
    private static final String SLA = "/api/v1/sla";
    private static final CallerKind[] MANAGERS = {CallerKind.MANAGER, CallerKind.ADMIN};
    private static final CallerKind[] AGENTS = {CallerKind.AGENT, CallerKind.MANAGER, CallerKind.ADMIN};
    private static final CallerKind[] READERS = {CallerKind.OWN_CONTACT, CallerKind.OWN_ADMINISTRATOR, CallerKind.AGENT,
            CallerKind.MANAGER, CallerKind.PRODUCT_MANAGER, CallerKind.ADMIN};
    private static final List<Map<String, ?>> WEEK = List.of(Map.of("days", List.of("MONDAY"), "from", "08:00", "to", "12:00"));

    private static final String EMPTY_CALENDAR = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:test\r\nEND:VCALENDAR\r\n";
    private static final AtomicInteger IDS = new AtomicInteger();

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    SecurityMatrix matrix;

    @Tag("R1.4")
    @TestFactory
    Stream<DynamicTest> a_company_sees_its_own_clocks_and_the_vendor_all() {
        var bruno = new Person("acme-bruno", "Bruno Lima", "pt-BR");
        kafka.publish("acme", 1, TestCustomers.acme());
        kafka.publish("borealis", 1, TestCustomers.borealis());
        kafka.publish("t1", 1, new TicketOpened("t1", "T-2026-000001", "acme", "Acme", bruno, "INCIDENT", "P1", "opmon-9", "9.2",
                "Nothing works", Instant.now(), "EDITION", null));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> status(api.as(Persona.BRUNO).get().uri(SLA + "/clocks/t1").exchange()) == 200
                        && status(api.as(Persona.CARLA).post().uri(SLA + "/quotes")
                                .body(Map.of("customer", "borealis", "kind", "INCIDENT", "priority", "P1")).exchange()) == 200);

        var preview = Map.of("plan", "standard", "toVersion", 1, "dryRun", true);
        var migration = appliedMigration(preview);
        return matrix.tests(Stream.of(migrationRows(preview, migration), clockRows(), planRows(), calendarRows())
                .flatMap(List::stream).toArray(SecurityRow[]::new));
    }

    private String appliedMigration(Map<String, ?> preview) {
        var gisele = api.as(Persona.GISELE);
        var migration = location(gisele.post().uri(SLA + "/migrations").body(preview).exchange());
        var token = await().atMost(Duration.ofSeconds(30)).until(
                () -> json(gisele.get().uri(migration).exchange()).path("previewToken").asString(""), found -> !found.isEmpty());
        gisele.post().uri(SLA + "/migrations").body(Map.of("plan", "standard", "toVersion", 1, "previewToken", token)).exchange()
                .expectStatus().isAccepted();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> json(gisele.get().uri(migration).exchange()).path("state").asString("").equals("APPLIED"));
        return migration;
    }

    private static List<SecurityRow> migrationRows(Map<String, ?> preview, String migration) {
        return List.of(of("POST", SLA + "/migrations").sending(preview).allows(MANAGERS),
                of("GET", SLA + "/migrations").allows(MANAGERS),
                of("GET", SLA + "/migrations/{id}").at(() -> migration).allows(MANAGERS),
                of("POST", SLA + "/migrations/{id}/undo").at(() -> migration + "/undo").sending(Map.of("dryRun", true))
                        .allows(MANAGERS),
                of("GET", SLA + "/tzdata").allows(MANAGERS));
    }

    private static List<SecurityRow> clockRows() {
        var simulation = Map.of("calendar", Map.of("zone", "UTC", "windows", WEEK), "budget", "PT1H", "start",
                "2026-07-20T09:00:00Z");
        return List.of(of("POST", SLA + "/quotes").sending(SecurityMatrixIT::quoteOf).allows(CallerKind.signedIn()),
                of("POST", SLA + "/simulations").sending(simulation).allows(CallerKind.signedIn()),
                of("POST", SLA + "/simulations/batch").sending(List.of(simulation)).allows(CallerKind.signedIn()),
                of("GET", SLA + "/clocks/{ticket}").at(() -> SLA + "/clocks/T-2026-000001").allows(READERS).andReader(),
                of("GET", SLA + "/board").allows(AGENTS).andReader(),
                of("GET", SLA + "/board/stream").at(() -> SLA + "/board/stream?for=PT0.01S").allows(AGENTS).andReader(),
                of("GET", SLA + "/reports").at(() -> SLA + "/reports?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z")
                        .allows(MANAGERS),
                of("GET", SLA + "/reports").at(() -> SLA + "/reports?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z")
                        .accepting("text/csv").allows(MANAGERS),
                of("POST", SLA + "/replays").sending(
                        Map.of("plan", Map.of("id", "standard"), "from", "2026-01-01T00:00:00Z", "to", "2026-02-01T00:00:00Z"))
                        .allows(MANAGERS));
    }

    /** The quote of the caller's company, or of a plan for a caller without one; staff ask for every company. */
    private static Map<String, String> quoteOf(CallerKind caller) {
        return switch (caller) {
            case NO_CONTRACT, UNVERIFIED_EMAIL -> Map.of("plan", "standard", "kind", "INCIDENT", "priority", "P1");
            case OTHER_COMPANY -> Map.of("customer", "borealis", "kind", "INCIDENT", "priority", "P1");
            default -> Map.of("customer", "acme", "kind", "INCIDENT", "priority", "P1");
        };
    }

    private static List<SecurityRow> planRows() {
        var promise = Map.of("kind", "INCIDENT", "priority", "P1", "metric", "RESOLUTION", "budget", "PT4H", "calendar",
                Map.of("id", "24x7"));
        return List.of(of("GET", SLA + "/plans").allows(MANAGERS),
                of("GET", SLA + "/plans/{id}").at(() -> SLA + "/plans/standard").allows(MANAGERS),
                of("GET", SLA + "/plans/{id}/versions").at(() -> SLA + "/plans/standard/versions").allows(MANAGERS),
                of("POST", SLA + "/plans").sending(_ -> Map.of("id", uniqueId(), "name", "New", "objectives", List.of(promise)))
                        .allows(MANAGERS),
                of("POST", SLA + "/plans/{id}/versions").at(() -> SLA + "/plans/standard/versions")
                        .sending(Map.of("name", "Next", "objectives", List.of(promise))).allows(MANAGERS));
    }

    private static List<SecurityRow> calendarRows() {
        return List.of(of("GET", SLA + "/holiday-sets").allows(CallerKind.staff()).andReader(),
                of("GET", SLA + "/holiday-sets/{id}").at(() -> SLA + "/holiday-sets/br-national?year=2026")
                        .allows(CallerKind.staff()).andReader(),
                of("POST", SLA + "/calendars/{id}/imports").at(() -> SLA + "/calendars/24x7/imports")
                        .sending(Map.of("text", EMPTY_CALENDAR)).allows(MANAGERS),
                of("POST", SLA + "/calendars/{id}/imports").at(() -> SLA + "/calendars/24x7/imports").sending(EMPTY_CALENDAR)
                        .as(MediaType.parseMediaType("text/calendar")).allows(MANAGERS),
                of("GET", SLA + "/calendars").allows(MANAGERS),
                of("GET", SLA + "/calendars/{id}").at(() -> SLA + "/calendars/24x7").allows(MANAGERS),
                of("GET", SLA + "/calendars/{id}/versions").at(() -> SLA + "/calendars/24x7/versions").allows(MANAGERS),
                of("POST", SLA + "/calendars")
                        .sending(_ -> Map.of("id", uniqueId(), "name", "New", "zone", "UTC", "windows", WEEK)).allows(MANAGERS),
                of("POST", SLA + "/calendars/{id}/versions").at(() -> SLA + "/calendars/24x7/versions")
                        .sending(Map.of("name", "Mondays", "zone", "UTC", "windows", WEEK)).allows(MANAGERS));
    }

    private static String uniqueId() {
        return "matrix-" + IDS.incrementAndGet();
    }
}
