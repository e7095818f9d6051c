package io.amparo.entitlement;

import static io.amparo.testkit.ApiClients.json;
import static io.amparo.testkit.ApiClients.location;
import static io.amparo.testkit.ApiClients.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.lowagie.text.pdf.PdfReader;
import com.lowagie.text.pdf.parser.PdfTextExtractor;
import io.amparo.clients.EventClient;
import io.amparo.entitlement.contract.Customers;
import io.amparo.entitlement.ledger.Balances;
import io.amparo.entitlement.ledger.ChangeLots;
import io.amparo.entitlement.ledger.ApplyTicketEvents;
import io.amparo.entitlement.ledger.LotKind;
import io.amparo.entitlement.ledger.LotTerms;
import io.amparo.entitlement.ledger.RefundCode;
import io.amparo.entitlement.ledger.ReserveForTicket;
import io.amparo.events.entitlement.EntitlementEvent.HoursBooked;
import io.amparo.events.entitlement.EntitlementEvent.IncidentCommitted;
import io.amparo.events.entitlement.EntitlementEvent.IncidentRefunded;
import io.amparo.events.entitlement.EntitlementEvent.IncidentReserved;
import io.amparo.events.entitlement.EntitlementEvent.LotWarned;
import io.amparo.events.entitlement.EntitlementEvent.UnitsBooked;
import io.amparo.events.ticket.TicketEvent.Person;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.events.ticket.TicketEvent.TicketRefused;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ReusedKeys;
import io.amparo.testkit.ServiceTest;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

/** The ledgers in the running service. Each test uses lots or tickets of its own. */
@ServiceTest("amparo.demo=true")
@Import(TestClockConfig.class)
class LedgerIT {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
    private static final String ACME = "/api/v1/customers/acme";
    private static final String HOURS = ACME + "/hours";
    private static final Person CARLA = new Person("borealis-carla", "Carla Dias", "en");

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    ReserveForTicket reserveForTicket;
    @Autowired
    ApplyTicketEvents applyTicketEvents;
    @Autowired
    ChangeLots changeLots;
    @Autowired
    Balances balances;
    @Autowired
    Customers customers;

    private void addVoucher(String id, String customerId) {
        changeLots.open(id, LotTerms.of(customerId, LotKind.VOUCHER, null, TODAY, TODAY.plusDays(30), ZoneOffset.UTC), 1, null,
                null);
    }

    private boolean reserve(String ticketId, String customerId) {
        return reserveForTicket.handle(new ReserveForTicket.Command(ticketId, customerId, null, 1, false));
    }

    private static long countConcurrently(int calls, IntPredicate call) throws InterruptedException {
        try (var pool = Executors.newFixedThreadPool(16)) {
            return pool.invokeAll(IntStream.range(0, calls).<Callable<Boolean>>mapToObj(n -> () -> call.test(n)).toList())
                    .stream().map(Future::resultNow).filter(each -> each).count();
        }
    }

    private ResponseSpec post(Persona person, String path, Map<String, ?> body) {
        return api.as(person).post().uri(path).body(body).exchange();
    }

    private JsonNode hours() {
        return json(api.as(Persona.BRUNO).get().uri(HOURS).exchange().expectStatus().isOk());
    }

    private static TicketOpened opened(String ticketId) {
        return new TicketOpened(ticketId, "T-2026-000777", "borealis", "Borealis Bank", CARLA, "INCIDENT", "P2", "opmon-8", "8.9",
                "subject", Instant.EPOCH, "VOUCHER", null);
    }

    /** Case ent-02, as far as it is inside this service. */
    @Test
    @Tag("R5.7")
    void one_voucher_serves_one_of_fifty_opens_and_is_refunded_once() throws InterruptedException {
        assertThat(balances.vouchers("borealis", TODAY)).as("demonstration data").isEqualTo(1);
        assertThat(countConcurrently(50, n -> reserve("ent-02-" + n, "borealis"))).isEqualTo(1);
        var winner = kafka.receive(IncidentReserved.class, event -> event.customerId().equals("borealis")).ticketId();
        assertThat(reserve(winner, "borealis")).as("a retry of the same ticket").isTrue();

        kafka.publish(winner, 1, opened(winner));
        kafka.publish(winner, 2, opened(winner));
        kafka.receive(IncidentCommitted.class, event -> event.ticketId().equals(winner));
        countConcurrently(2, _ -> {
            applyTicketEvents.giveBack(winner, RefundCode.TICKET_DECLINED, "excluded", "gisele");
            return true;
        });
        assertThat(balances.vouchers("borealis", TODAY)).isEqualTo(1);
        assertThat(kafka.receive(IncidentRefunded.class, event -> event.ticketId().equals(winner)).committed()).isTrue();

        assertThat(reserve("ent-02-next", "borealis")).isTrue();
        assertThat(balances.vouchers("borealis", TODAY)).isZero();
        kafka.receive(IncidentReserved.class, event -> event.ticketId().equals("ent-02-next"));
        assertThat(kafka.received(IncidentRefunded.class)).filteredOn(event -> event.ticketId().equals(winner)).hasSize(1);
        assertThat(kafka.received(IncidentCommitted.class)).filteredOn(event -> event.ticketId().equals(winner)).hasSize(1);
        var voucher = json(api.as(Persona.CARLA).get().uri("/api/v1/customers/borealis/vouchers").exchange()).path("items")
                .path(0);
        assertThat(voucher.path("balance").asInt() + voucher.path("reserved").asInt()).isEqualTo(1);
    }

    @Test
    @Tag("R5.7")
    void a_refused_ticket_gives_its_reservation_back() {
        addVoucher("refused", "refused");
        reserve("refused-1", "refused");
        kafka.publish("refused-1", 1,
                new TicketRefused("refused-1", "T-2026-000778", "refused", CARLA, "subject", "contract-expired", Instant.EPOCH));

        await().until(() -> balances.vouchers("refused", TODAY) == 1);
        assertThat(kafka.receive(IncidentRefunded.class, event -> event.ticketId().equals("refused-1")).committed()).isFalse();
    }

    @Test
    @Tag("R7.2")
    void the_hours_of_the_contract_are_a_lot_and_units_too() {
        var lot = hours().path("lots").valueStream().filter(each -> each.path("id").asString().equals("hours-acme-contract"))
                .findFirst().orElseThrow();
        assertThat(lot.path("granted").asInt()).isEqualTo(2_400);
        assertThat(lot.path("validTo").asString()).isEqualTo("2027-12-31");
        var units = json(api.as(Persona.BRUNO).get().uri(ACME + "/units").exchange()).path("items");
        assertThat(units.findValuesAsString("packageCode")).containsExactly("visita-on-site");
        assertThat(balances.units("acme", "visita-on-site", TODAY)).isEqualTo(4);
        assertThat(balances.units("acme", "visita-on-site", LocalDate.of(2028, 1, 1))).isZero();
    }

    @Test
    @Tag("R7.2")
    void nothing_is_booked_on_a_ticket_before_an_estimate_is_accepted() {
        var ticket = "T-2026-000301";
        var booking = Map.of("kind", "BOOK", "minutes", 50, "reason", "health check", "ticket", ticket);
        int before = hours().path("balance").asInt();
        assertThat(json(post(Persona.FABIO, HOURS, booking).expectStatus().isEqualTo(409)).path("code").asString())
                .isEqualTo("estimate-exceeded");
        var estimate = location(
                post(Persona.FABIO, HOURS + "/estimates", Map.of("ticket", ticket, "minutes", 80, "description", "health check"))
                        .expectStatus().isCreated());
        var proposed = json(api.as(Persona.ANA).get().uri(estimate).exchange());
        assertThat(proposed.path("minutes").asInt()).as("rounded up").isEqualTo(90);
        assertThat(proposed.path("actions").findValuesAsString("code")).containsExactly("ACCEPT_ESTIMATE");
        for (int n = 0; n < 2; n++)
            api.as(Persona.ANA).post().uri(estimate + "/acceptance").exchange().expectStatus().isOk().expectBody()
                    .jsonPath("$.state").isEqualTo("ACCEPTED").jsonPath("$.acceptedBy").isEqualTo("acme-ana");
        assertThat(hours().path("balance").asInt()).isEqualTo(before - 90);

        var version = customers.find("acme").orElseThrow().version();
        post(Persona.FABIO, HOURS, booking).expectStatus().isCreated().expectBody().jsonPath("$.minutes").isEqualTo(60)
                .jsonPath("$.rounding.blockMinutes").isEqualTo(30);
        post(Persona.FABIO, HOURS, booking).expectStatus().isEqualTo(409);
        post(Persona.IARA, HOURS + "/overages", Map.of("ticket", ticket, "minutes", 30, "reason", "agreed")).expectStatus()
                .isCreated();
        post(Persona.FABIO, HOURS, booking).expectStatus().isCreated();

        assertThat(kafka.receive(HoursBooked.class, event -> ticket.equals(event.number())).workedMinutes()).isEqualTo(50);
        assertThat(customers.find("acme").orElseThrow().version()).as("the customer is not rewritten").isEqualTo(version);
        assertThat(hours().path("balance").asInt()).isEqualTo(before - 120);
    }

    @Test
    @Tag("R7.2")
    void an_agent_may_only_book_and_a_correction_names_its_lot() {
        post(Persona.FABIO, HOURS, Map.of("kind", "PURCHASE", "minutes", 60, "reason", "order")).expectStatus().isForbidden();
        assertThat(errors(Map.of("kind", "ADJUST", "minutes", -60, "reason", "typo"))).containsExactly("lot");
        assertThat(errors(Map.of("kind", "ADJUST", "minutes", -60, "reason", "typo", "lot", "many-1"))).containsExactly("lot");
        assertThat(errors(Map.of("kind", "PURCHASE", "minutes", 0, "reason", "order"))).containsExactly("minutes");
        assertThat(errors(Map.of("kind", "PURCHASE", "minutes", 60, "reason", "order", "validTo", "2026-11-19")))
                .containsExactly("validTo");
        post(Persona.IARA, HOURS, Map.of("kind", "ADJUST", "minutes", -1_000_000, "reason", "typo", "lot", "hours-acme-contract"))
                .expectStatus().isEqualTo(409);
    }

    private List<String> errors(Map<String, ?> request) {
        return json(post(Persona.IARA, HOURS, request).expectStatus().isEqualTo(422)).path("errors").findValuesAsString("field");
    }

    @Test
    @Tag("R7.2")
    void a_repeated_key_appends_once_and_another_content_is_refused() {
        var order = Map.of("reason", "order 1");
        ReusedKeys.check(api.as(Persona.IARA), ACME + "/vouchers", Map.of("reason", ""), order, Map.of("reason", "order 2"));
        int before = hours().path("balance").asInt();
        for (int n = 0; n < 2; n++)
            api.as(Persona.IARA).post().uri(HOURS).header("Idempotency-Key", "purchase-1")
                    .body(Map.of("kind", "PURCHASE", "minutes", 600, "reason", "order")).exchange().expectStatus().isCreated();
        assertThat(hours().path("balance").asInt()).isEqualTo(before + 600);
    }

    @Test
    @Tag("R7.2")
    void entries_are_listed_newest_first_by_cursor_without_gaps() {
        var lot = location(post(Persona.IARA, HOURS, Map.of("kind", "PURCHASE", "minutes", 60, "reason", "order")));
        assertThat(lot).isEqualTo(HOURS);
        for (int n = 1; n <= 7; n++)
            post(Persona.IARA, HOURS, Map.of("kind", "ADJUST", "minutes", n, "reason", "more", "lot", "hours-acme-contract"))
                    .expectStatus().isCreated();
        var seen = new HashSet<String>();
        int total = 0;
        int sum = 0;
        var next = "";
        do {
            var page = json(api.as(Persona.BRUNO).get().uri(HOURS + "?limit=3" + (next.isEmpty() ? "" : "&cursor=" + next))
                    .exchange().expectStatus().isOk());
            for (var entry : page.path("items")) {
                seen.add(entry.path("lot").asString() + entry.path("position").asInt());
                sum += entry.path("amount").asInt();
                total++;
            }
            next = page.path("next").asString("");
        } while (!next.isEmpty());
        assertThat(seen).hasSize(total);
        assertThat(sum).isEqualTo(hours().path("balance").asInt());
    }

    @Test
    @Tag("R7.2")
    void a_lot_that_is_nearly_used_up_warns() {
        changeLots.open("warned",
                LotTerms.of("warned", LotKind.UNITS, "webinar-release", TODAY, TODAY.plusDays(9), ZoneOffset.UTC), 4, null, null);
        reserveForTicket.handle(new ReserveForTicket.Command("warned-1", "warned", "webinar-release", 3, false));

        assertThat(kafka.receive(LotWarned.class, event -> event.lotId().equals("warned")).percent()).isEqualTo(25);
    }

    @Test
    @Tag("R6.3")
    void a_booked_package_with_units_can_be_used_at_once() {
        post(Persona.IARA, "/api/v1/customers/borealis/packages",
                Map.of("code", "webinar-release", "units", 3, "validFrom", "2026-11-01", "validTo", "2026-12-31")).expectStatus()
                .isCreated();

        assertThat(balances.units("borealis", "webinar-release", TODAY)).isEqualTo(3);
        assertThat(balances.units("borealis", "webinar-release", LocalDate.of(2027, 1, 1))).isZero();

        var units = "/api/v1/customers/borealis/units";
        var delivery = Map.of("packageCode", "webinar-release", "units", 2, "reason", "Webinar of release 9.2");
        var booked = json(post(Persona.FABIO, units, delivery).expectStatus().isCreated());
        assertThat(booked.path("balance").asInt()).isEqualTo(1);
        post(Persona.FABIO, units, delivery).expectStatus().isEqualTo(409);
        post(Persona.FABIO, units, Map.of("packageCode", "ajuste-fino", "units", 1, "reason", "x")).expectStatus().isEqualTo(422);
        assertThat(kafka.receive(UnitsBooked.class, event -> event.customerId().equals("borealis")).units()).isEqualTo(2);
    }

    @Test
    @Tag("R7.2")
    void the_statement_of_a_month_is_json_csv_and_pdf_in_the_language_of_the_request() throws IOException {
        post(Persona.FABIO, HOURS, Map.of("kind", "BOOK", "minutes", 10, "reason", "=HYPERLINK(\"x\")")).expectStatus()
                .isCreated();
        var uri = HOURS + "/statements/2026-11";
        var statement = json(api.as(Persona.BRUNO).get().uri(uri).exchange().expectStatus().isOk());
        int sum = statement.path("entries").valueStream().mapToInt(line -> line.path("minutes").asInt()).sum();
        assertThat(statement.path("openingBalance").asInt()).isEqualTo(2_400);
        assertThat(statement.path("closingBalance").asInt()).isEqualTo(2_400 + sum).isEqualTo(hours().path("balance").asInt());
        assertThat(json(api.as(Persona.BRUNO).get().uri(HOURS + "/statements/2026-01").exchange()).path("entries")).hasSize(1);

        var csv = text(api.as(Persona.BRUNO).get().uri(uri).header("Accept", "text/csv").header("Accept-Language", "pt-BR")
                .exchange().expectStatus().isOk());
        assertThat(csv).startsWith("Data,Lançamento,Minutos").contains("Consumo", "blocos de 30 minutos", "'=HYPERLINK")
                .doesNotContain(",=HYPERLINK", ",\"=HYPERLINK");

        var pdf = api.as(Persona.BRUNO).get().uri(uri).header("Accept", "application/pdf").header("Accept-Language", "es")
                .exchange().expectStatus().isOk().returnResult(byte[].class).getResponseBody();
        try (var reader = new PdfReader(pdf)) {
            assertThat(new PdfTextExtractor(reader).getTextFromPage(1)).contains("Extracto de horas de consultoría",
                    "Saldo final", "bloques de 30 minutos");
        }
        api.as(Persona.BRUNO).get().uri(HOURS + "/statements/2026-13").exchange().expectStatus().isBadRequest();
        for (var month : List.of("-0001-01", "+300000000-01", "+999999999-12"))
            api.as(Persona.BRUNO).get().uri(HOURS + "/statements/" + month).exchange().expectStatus().isEqualTo(422).expectBody()
                    .jsonPath("$.errors[0].field").isEqualTo("month");
        api.as(Persona.CARLA).get().uri(uri).exchange().expectStatus().isNotFound();
    }
}
