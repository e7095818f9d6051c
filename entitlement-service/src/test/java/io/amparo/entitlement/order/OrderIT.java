package io.amparo.entitlement.order;

import static io.amparo.testkit.ApiClients.json;
import static io.amparo.testkit.ApiClients.location;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.clients.EventClient;
import io.amparo.entitlement.TestCatalogue;
import io.amparo.entitlement.TestClockConfig;
import io.amparo.entitlement.contract.Customers;
import io.amparo.entitlement.ledger.Balances;
import io.amparo.entitlement.ledger.ChangeLots;
import io.amparo.entitlement.ledger.LotKind;
import io.amparo.entitlement.ledger.LotTerms;
import io.amparo.entitlement.order.Order.Booking;
import io.amparo.events.Vocabulary.OrderState;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.events.entitlement.EntitlementEvent.OrderChanged;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ReusedKeys;
import io.amparo.testkit.ServiceTest;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

/** Orders in the running service. Each test uses orders of its own. */
@ServiceTest("amparo.demo=true")
@Import(TestClockConfig.class)
class OrderIT {
    private static final String ORDERS = "/api/v1/orders";
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    Orders orders;
    @Autowired
    OrderTicker ticker;
    @Autowired
    Balances balances;
    @Autowired
    ChangeLots changeLots;
    @Autowired
    Customers customers;
    @Autowired
    Clock clock;

    private ResponseSpec post(Persona person, String path, Map<String, ?> body) {
        return api.as(person).post().uri(path).body(body).exchange();
    }

    private String place(Persona person, Map<String, ?> order) {
        return location(post(person, ORDERS, order).expectStatus().isCreated());
    }

    private JsonNode read(Persona person, String order) {
        return json(api.as(person).get().uri(order).exchange().expectStatus().isOk());
    }

    private static List<String> states(JsonNode order) {
        return order.path("history").findValuesAsString("state");
    }

    private static List<String> actions(JsonNode order) {
        return order.path("actions").findValuesAsString("code");
    }

    private String etag(String order) {
        return Objects
                .requireNonNull(api.as(Persona.FABIO).get().uri(order).exchange().returnResult().getResponseHeaders().getETag());
    }

    private ResponseSpec schedule(Persona person, String order, String at) {
        return api.as(person).post().uri(order + "/schedule").header("If-Match", etag(order)).body(Map.of("at", at)).exchange();
    }

    @Test
    @Tag("R5.7")
    void ordered_vouchers_are_opened_by_the_approval_once() {
        int before = balances.vouchers("borealis", TODAY);
        var order = place(Persona.CARLA, Map.of("kind", "VOUCHER", "vouchers", 2, "reason", "migration week"));
        assertThat(actions(read(Persona.CARLA, order))).containsExactly("CANCEL");
        assertThat(balances.vouchers("borealis", TODAY)).isEqualTo(before);

        for (int n = 0; n < 2; n++) {
            var answer = json(api.as(Persona.IARA).post().uri(order + "/approval").header("Idempotency-Key", "approve-1")
                    .body(Map.of("approved", true, "validTo", "2027-01-31")).exchange().expectStatus().isOk());
            assertThat(states(answer)).containsExactly("REQUESTED", "APPROVED", "FULFILLED");
        }
        assertThat(balances.vouchers("borealis", TODAY)).isEqualTo(before + 2);
        var booked = read(Persona.CARLA, order);
        assertThat(booked.path("validTo").asString()).isEqualTo("2027-01-31");
        for (var item : booked.path("booked"))
            assertThat(read(Persona.CARLA, item.path("href").asString()).path("granted").asInt()).isEqualTo(1);
        assertThat(booked.path("booked")).hasSize(2);

        var id = booked.path("id").asString();
        assertThat(kafka.receive(OrderChanged.class, event -> event.orderId().equals(id) && event.state().equals("FULFILLED")))
                .satisfies(event -> assertThat(event.customerId()).isEqualTo("borealis"))
                .satisfies(event -> assertThat(event.by()).isNull());
        assertThat(kafka.received(OrderChanged.class)).filteredOn(event -> event.orderId().equals(id))
                .extracting(OrderChanged::state).containsExactly("REQUESTED", "APPROVED", "FULFILLED");
        var refused = json(post(Persona.IARA, order + "/approval", Map.of("approved", false, "reason", "late")).expectStatus()
                .isEqualTo(409));
        assertThat(refused.path("code").asString()).isEqualTo("order-state");
    }

    /** The approval is stored, the service stops before or between the lots; the ticker of any instance completes it. */
    @Test
    @Tag("R5.7")
    void crash_between_the_approval_and_the_ledger_loses_nothing() {
        int before = balances.vouchers("borealis", TODAY);
        var id = read(Persona.CARLA, place(Persona.CARLA, Map.of("kind", "VOUCHER", "vouchers", 3))).path("id").asString();
        var days = new Booking(TODAY, TODAY.plusDays(30), List.of());
        orders.update(id, "approval", order -> order.approve(days, "user-IARA", null, clock.instant()));
        var terms = LotTerms.of("borealis", LotKind.VOUCHER, null, days.validFrom(), days.validTo(),
                ZoneId.of("America/Sao_Paulo"));
        changeLots.open("order-" + id + "-1", terms, 1, "user-IARA", "Order " + id);

        ticker.tick();
        ticker.tick();

        var order = orders.find(id).orElseThrow().state();
        assertThat(order.state()).isEqualTo(OrderState.FULFILLED);
        assertThat(Objects.requireNonNull(order.booking()).created()).hasSize(3);
        assertThat(balances.vouchers("borealis", TODAY)).isEqualTo(before + 3);
    }

    @Test
    @Tag("R6.2")
    void package_is_approved_scheduled_delivered_and_accepted() {
        var order = place(Persona.BRUNO, Map.of("kind", "PACKAGE", "packageCode", "webinar-release", "units", 3, "validFrom",
                "2026-12-01", "validTo", "2027-11-30"));
        assertThat(actions(read(Persona.IARA, order))).containsExactly("APPROVE", "REJECT", "PREVIEW_CLOCKS");
        post(Persona.FABIO, order + "/approval", Map.of("approved", true)).expectStatus().isForbidden();
        post(Persona.IARA, order + "/approval", Map.of("approved", true)).expectStatus().isOk();
        var id = read(Persona.ANA, order).path("id").asString();
        assertThat(kafka.receive(ContractChanged.class,
                event -> event.customerId().equals("acme")
                        && event.packages().stream().anyMatch(held -> held.code().equals("webinar-release"))))
                .as("sla-service moves the clocks by it").isNotNull();
        assertThat(balances.units("acme", "webinar-release", LocalDate.of(2026, 12, 1))).isEqualTo(3);
        assertThat(customers.find("acme").orElseThrow().state().holdings().packages())
                .anyMatch(held -> held.id().equals("order-" + id));

        schedule(Persona.ANA, order, "2026-12-07T13:00:00Z").expectStatus().isForbidden();
        post(Persona.GISELE, order + "/delivery", Map.of()).expectStatus().isForbidden();
        post(Persona.FABIO, order + "/delivery", Map.of()).expectStatus().isEqualTo(409);
        schedule(Persona.FABIO, order, "2026-11-01T13:00:00Z").expectStatus().isEqualTo(422);
        var fabio = api.as(Persona.FABIO).mutate().defaultHeader("If-Match", etag(order))
                .defaultHeader("Idempotency-Key", "schedule-1").build();
        for (int n = 0; n < 2; n++)
            fabio.post().uri(order + "/schedule").body(Map.of("at", "2026-12-07T13:00:00Z", "note", "by video")).exchange()
                    .expectStatus().isOk();
        var read = etag(order);
        schedule(Persona.FABIO, order, "2026-12-08T13:00:00Z").expectStatus().isOk();
        api.as(Persona.IARA).post().uri(order + "/schedule").header("If-Match", read).body(Map.of("at", "2026-12-09T13:00:00Z"))
                .exchange().expectStatus().isEqualTo(412);
        post(Persona.IARA, order + "/schedule", Map.of("at", "2026-12-09T13:00:00Z")).expectStatus().isEqualTo(428);
        assertThat(read(Persona.ANA, order).path("scheduledFor").asString()).isEqualTo("2026-12-08T13:00:00Z");
        post(Persona.FABIO, order + "/delivery", Map.of("note", "held")).expectStatus().isOk();
        api.as(Persona.BRUNO).post().uri(order + "/acceptance").exchange().expectStatus().isForbidden();
        api.as(Persona.CARLA).post().uri(order + "/acceptance").exchange().expectStatus().isNotFound();
        for (int n = 0; n < 2; n++) api.as(Persona.ANA).post().uri(order + "/acceptance").exchange().expectStatus().isOk();
        assertThat(states(read(Persona.BRUNO, order))).containsExactly("REQUESTED", "APPROVED", "SCHEDULED", "SCHEDULED",
                "DELIVERED", "ACCEPTED");
    }

    @Test
    @Tag("R6.3")
    void each_order_of_a_package_has_units_of_its_own() {
        var visits = Map.of("kind", "PACKAGE", "packageCode", "visita-on-site", "units", 2, "validFrom", "2026-01-01", "validTo",
                "2027-12-31");
        int before = units();
        for (int n = 1; n <= 2; n++) {
            var order = place(Persona.ANA, visits);
            post(Persona.IARA, order + "/approval", Map.of("approved", true)).expectStatus().isOk();
            assertThat(units()).isEqualTo(before + 2 * n);
        }
    }

    private int units() {
        return json(api.as(Persona.ANA).get().uri("/api/v1/customers/acme/units").exchange()).path("items").valueStream()
                .filter(lot -> lot.path("packageCode").asString().equals("visita-on-site"))
                .mapToInt(lot -> lot.path("balance").asInt()).sum();
    }

    @Test
    void the_admin_cancels_an_approved_order_with_a_reason() {
        TestCatalogue.publish(kafka, api);
        var order = place(Persona.ANA, Map.of("kind", "MIGRATION_HELP", "product", "opmon-9"));
        post(Persona.IARA, order + "/approval", Map.of("approved", true)).expectStatus().isOk();

        api.as(Persona.ANA).post().uri(order + "/cancellation").exchange().expectStatus().isForbidden();
        api.as(Persona.IARA).post().uri(order + "/cancellation").exchange().expectStatus().isEqualTo(422);
        assertThat(json(post(Persona.IARA, order + "/cancellation", Map.of("reason", "nobody is free"))).path("state").asString())
                .isEqualTo("CANCELLED");
    }

    @Test
    @Tag("R7.3")
    void hours_become_a_lot_and_a_service_of_them_is_delivered_by_staff() {
        int before = balances.remainingMinutes("acme", TODAY);
        var balance = place(Persona.ANA, Map.of("kind", "HOURS", "minutes", 600));
        var workshop = place(Persona.ANA, Map.of("kind", "HOURS", "minutes", 480, "service", "workshop"));
        for (var order : List.of(balance, workshop))
            post(Persona.IARA, order + "/approval", Map.of("approved", true)).expectStatus().isOk();

        assertThat(read(Persona.ANA, balance).path("state").asString()).isEqualTo("FULFILLED");
        assertThat(read(Persona.ANA, workshop).path("state").asString()).isEqualTo("APPROVED");
        assertThat(actions(read(Persona.FABIO, workshop))).containsExactly("SCHEDULE");
        assertThat(balances.remainingMinutes("acme", TODAY)).isEqualTo(before + 1_080);
        assertThat(json(api.as(Persona.ANA).get().uri("/api/v1/customers/acme/hours").exchange()).path("items")
                .findValuesAsString("reason")).contains("Order " + read(Persona.ANA, balance).path("id").asString());
    }

    @Test
    @Tag("R7.3")
    void edition_without_the_service_is_refused_with_clause_and_a_way_out() {
        for (var order : List.of(Map.of("kind", "HOURS", "minutes", 600),
                Map.of("kind", "PACKAGE", "packageCode", "ajuste-fino"))) {
            var denied = json(post(Persona.CARLA, ORDERS, order).expectStatus().isForbidden());
            assertThat(denied.path("code").asString()).isEqualTo("order-needs-edition");
            assertThat(denied.at("/reasons/0/clause").asString()).isEqualTo(order.get("kind").equals("HOURS") ? "7" : "6");
            assertThat(denied.at("/reasons/0/text").asString()).contains("OpMon PREMIUM");
            assertThat(denied.at("/alternatives/0/code").asString()).isEqualTo("move-to-edition");
            assertThat(denied.at("/alternatives/0/href").asString()).isEqualTo(ORDERS + "?kind=CONTRACT_CHANGE");
        }
        var expired = json(post(Persona.DIEGO, ORDERS, Map.of("kind", "VOUCHER")).expectStatus().isForbidden());
        assertThat(expired.path("code").asString()).isEqualTo("contract-expired");
        assertThat(expired.at("/alternatives/0/code").asString()).isEqualTo("renew-contract");
        post(Persona.DIEGO, ORDERS + "?kind=CONTRACT_CHANGE", Map.of("kind", "HOURS", "minutes", 60)).expectStatus()
                .isEqualTo(422).expectBody().jsonPath("$.errors[0].field").isEqualTo("kind");
        var renewal = place(Persona.DIEGO, Map.of("kind", "CONTRACT_CHANGE", "reason", "renewal"));
        post(Persona.IARA, renewal + "/approval", Map.of("approved", true)).expectStatus().isOk();
        post(Persona.IARA, renewal + "/delivery", Map.of("note", "renewed to 2027")).expectStatus().isOk();
        api.as(Persona.DIEGO).post().uri(renewal + "/acceptance").exchange().expectStatus().isOk();
    }

    @Test
    @Tag("R10.5")
    void everybody_may_order_migration_help() {
        TestCatalogue.publish(kafka, api);
        var order = place(Persona.DAVI, Map.of("kind", "MIGRATION_HELP", "product", "opmon-8", "reason", "end of life"));
        assertThat(read(Persona.FABIO, order).at("/contact/email").asString()).isEqualTo(Persona.DAVI.email());
        api.as(Persona.ERIKA).get().uri(order).exchange().expectStatus().isNotFound();
        api.as(Persona.ANA).get().uri(order).exchange().expectStatus().isNotFound();
        assertThat(json(api.as(Persona.DAVI).get().uri(ORDERS).exchange()).path("items").findValuesAsString("id"))
                .containsExactly(read(Persona.DAVI, order).path("id").asString());

        post(Persona.IARA, order + "/approval", Map.of("approved", true, "validTo", "2027-01-01")).expectStatus().isEqualTo(422);
        post(Persona.IARA, order + "/approval", Map.of("approved", true)).expectStatus().isOk();
        schedule(Persona.FABIO, order, "2026-12-07T13:00:00Z").expectStatus().isOk();
        post(Persona.FABIO, order + "/delivery", Map.of()).expectStatus().isOk();
        api.as(Persona.DAVI).post().uri(order + "/acceptance").exchange().expectStatus().isOk();
        assertThat(json(
                post(Persona.DAVI, ORDERS, Map.of("kind", "MIGRATION_HELP", "product", "none")).expectStatus().isEqualTo(422))
                .at("/errors/0/code").asString()).isEqualTo("unknown-product");
        assertThat(json(post(Persona.DAVI, ORDERS, Map.of("kind", "VOUCHER")).expectStatus().isEqualTo(422)).at("/errors/0/field")
                .asString()).isEqualTo("customer");
    }

    @Test
    @Tag("R5.4")
    void another_company_neither_sees_nor_changes_an_order() {
        var order = place(Persona.BRUNO, Map.of("kind", "VOUCHER"));
        api.as(Persona.CARLA).get().uri(order).exchange().expectStatus().isNotFound();
        api.as(Persona.CARLA).post().uri(order + "/cancellation").exchange().expectStatus().isNotFound();
        assertThat(json(api.as(Persona.CARLA).get().uri(ORDERS + "?limit=100").exchange()).path("items")
                .findValuesAsString("customer")).containsOnly("borealis");
        api.as(Persona.CARLA).get().uri(ORDERS + "?customer=acme").exchange().expectStatus().isForbidden();
        post(Persona.CARLA, ORDERS, Map.of("kind", "VOUCHER", "customer", "acme")).expectStatus().isForbidden();
        api.as(Persona.ANA).post().uri(order + "/cancellation").exchange().expectStatus().isForbidden();
        for (int n = 0; n < 2; n++)
            api.as(Persona.BRUNO).post().uri(order + "/cancellation").exchange().expectStatus().isOk().expectBody()
                    .jsonPath("$.state").isEqualTo("CANCELLED");
    }

    @Test
    @Tag("R5.7")
    void orders_are_listed_newest_first_by_filter_and_cursor() {
        for (int n = 0; n < 3; n++) place(Persona.BRUNO, Map.of("kind", "CONTRACT_CHANGE", "edition", "PRO"));
        var seen = new ArrayList<String>();
        var uri = ORDERS + "?customer=acme&kind=CONTRACT_CHANGE&state=REQUESTED&limit=2";
        var next = "";
        do {
            var page = json(api.as(Persona.FABIO).get().uri(uri + (next.isEmpty() ? "" : "&cursor=" + next)).exchange()
                    .expectStatus().isOk());
            seen.addAll(page.path("items").findValuesAsString("id"));
            next = page.path("next").asString("");
        } while (!next.isEmpty());
        assertThat(seen).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    @Tag("R5.7")
    void repeated_key_places_once_and_wrong_fields_are_named() {
        ReusedKeys.check(api.as(Persona.ANA), ORDERS, Map.of("kind", "HOURS"), Map.of("kind", "VOUCHER"),
                Map.of("kind", "VOUCHER", "vouchers", 2));
        var problem = json(post(Persona.ANA, ORDERS, Map.of("kind", "VOUCHER", "minutes", 5, "edition", "PRO")).expectStatus()
                .isEqualTo(422));
        assertThat(problem.path("errors").findValuesAsString("field")).containsExactly("minutes", "edition");
        assertThat(json(post(Persona.FABIO, ORDERS, Map.of("kind", "VOUCHER")).expectStatus().isEqualTo(422))
                .at("/errors/0/field").asString()).isEqualTo("customer");
        assertThat(json(post(Persona.FABIO, ORDERS, Map.of("kind", "VOUCHER", "customer", "none")).expectStatus().isEqualTo(422))
                .at("/errors/0/code").asString()).isEqualTo("no-customer");
        assertThat(read(Persona.IARA, place(Persona.FABIO, Map.of("kind", "VOUCHER", "customer", "acme"))).path("requestedBy")
                .asString()).isEqualTo(Persona.FABIO.id());
    }

    @Test
    @Tag("R5.7")
    void too_many_waiting_orders_are_refused() {
        var order = Map.of("kind", "CONTRACT_CHANGE", "edition", "PRO");
        var last = "";
        for (int n = 0; n < PlaceOrder.MAX_WAITING; n++) last = place(Persona.ERIKA, order);

        assertThat(json(post(Persona.ERIKA, ORDERS, order).expectStatus().isEqualTo(409)).path("code").asString())
                .isEqualTo("order-limit");
        api.as(Persona.ERIKA).post().uri(last + "/cancellation").exchange().expectStatus().isOk();
        place(Persona.ERIKA, order);
    }
}
