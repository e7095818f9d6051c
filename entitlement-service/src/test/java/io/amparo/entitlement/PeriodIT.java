package io.amparo.entitlement;

import static io.amparo.testkit.ApiClients.etag;
import static io.amparo.testkit.ApiClients.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.clients.EventClient;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ReusedKeys;
import io.amparo.testkit.ServiceTest;
import io.amparo.testkit.SettableClock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** Customers, the periods of their contracts and what they hold, by the API. */
@ServiceTest({"amparo.demo=true", "amparo.invitations.tick=100ms"})
@Import(PeriodIT.EarlyClockConfig.class)
class PeriodIT {
    private static final String CUSTOMERS = "/api/v1/customers";
    private static final Instant START = Instant.parse("2026-06-01T12:00:00Z");

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    SettableClock clock;

    @TestConfiguration
    static class EarlyClockConfig {

        @Bean
        SettableClock clock() {
            return new SettableClock(START);
        }
    }

    @BeforeEach
    void publish_plans_and_products() {
        TestCatalogue.publish(kafka, api);
        TestPlans.publish(kafka, api, "standard", "premium-24x7");
    }

    private ResponseSpec post(String path, Map<String, ?> body) {
        return api.as(Persona.IARA).post().uri(path).body(body).exchange();
    }

    private ResponseSpec put(String path, String etag, Map<String, ?> body) {
        return api.as(Persona.IARA).put().uri(path).header("If-Match", etag).body(body).exchange();
    }

    private ResponseSpec delete(String path, String etag) {
        return api.as(Persona.IARA).delete().uri(path).header("If-Match", etag).exchange();
    }

    private String version(String customer) {
        return etag(api.as(Persona.IARA).get().uri(customer).exchange());
    }

    private static void refused(ResponseSpec response, String field, String code) {
        response.expectStatus().isEqualTo(422).expectBody().jsonPath("$.errors[0].field").isEqualTo(field)
                .jsonPath("$.errors[0].code").isEqualTo(code);
    }

    private String create(String id) {
        post(CUSTOMERS, customer(id, "America/Sao_Paulo")).expectStatus().isCreated();
        return CUSTOMERS + "/" + id;
    }

    private static Map<String, Object> customer(String id, String zone) {
        return Map.of("id", id, "name", "Company " + id, "language", "en", "zone", zone, "contactQuota", 2, "domains",
                List.of(id + ".example"));
    }

    private static Map<String, Object> terms(String edition, String plan, String from, String to) {
        return Map.of("edition", edition, "validFrom", from, "validTo", to, "slaPlan", plan);
    }

    @Test
    void a_customer_is_created_once_and_changed() {
        ReusedKeys.check(api.as(Persona.IARA), CUSTOMERS, customer("kappa", "Nowhere"), customer("kappa", "UTC"),
                customer("lambda", "UTC"));
        post(CUSTOMERS, customer("kappa", "America/Bahia")).expectStatus().isEqualTo(409).expectBody().jsonPath("$.code")
                .isEqualTo("customer-exists");
        var foreign = Map.<String, Object>of("id", "mu", "name", "Mu", "language", "en", "zone", "UTC", "contactQuota", 1,
                "domains", List.of("acme.example"));
        post(CUSTOMERS, foreign).expectStatus().isEqualTo(409).expectBody().jsonPath("$.code").isEqualTo("domain-taken");
        api.as(Persona.IARA).get().uri(CUSTOMERS + "/mu").exchange().expectStatus().isNotFound();

        var kappa = CUSTOMERS + "/kappa";
        var changed = Map.of("name", "Kappa", "language", "es", "zone", "America/Bahia", "contactQuota", 7);
        var read = version(kappa);
        put(kappa, read, changed).expectStatus().isOk().expectBody().jsonPath("$.contactQuota").isEqualTo(7)
                .jsonPath("$.domains[0]").isEqualTo("kappa.example").jsonPath("$.contract").doesNotExist();
        put(kappa, read, changed).expectStatus().isOk();
        put(kappa, read, Map.of("name", "Other", "language", "es", "zone", "America/Bahia", "contactQuota", 7)).expectStatus()
                .isEqualTo(412);
        refused(put(kappa, version(kappa), Map.of("name", "K", "language", "es", "zone", "Mars", "contactQuota", 1)), "zone",
                "malformed");
        api.as(Persona.IARA).get().uri(kappa + "/contract").exchange().expectStatus().isNotFound();
    }

    @Test
    void periods_never_overlap_and_may_have_gaps() {
        var delta = create("delta");
        var periods = delta + "/periods";
        post(periods, terms("PRO", "standard", "2026-01-01", "2026-06-30")).expectStatus().isCreated();
        var second = json(post(periods, terms("PREMIUM", "premium-24x7", "2026-09-01", "2026-12-31")).expectStatus().isCreated());

        refused(post(periods, terms("PRO", "standard", "2026-06-30", "2026-07-31")), "validFrom", "period-overlaps");
        refused(post(periods, terms("PRO", "standard", "2026-08-01", "2026-09-01")), "validTo", "period-overlaps");
        refused(post(periods, terms("GOLD", "standard", "2026-07-01", "2026-07-31")), "edition", "one-of");
        refused(post(periods, terms("PRO", "unknown", "2026-07-01", "2026-07-31")), "slaPlan", "unknown-plan");
        refused(post(periods, terms("PRO", "standard", "2026-07-02", "2026-07-01")), "validTo", "before-begin");
        var path = periods + "/" + second.path("id").asString();
        refused(put(path, version(path), terms("PREMIUM", "premium-24x7", "2026-06-01", "2026-12-31")), "validFrom",
                "period-overlaps");
        put(path, version(path), terms("PREMIUM", "premium-24x7", "2026-08-01", "2026-12-31")).expectStatus().isOk();
        put(periods + "/none", version(delta), terms("PRO", "standard", "2027-08-01", "2027-12-31")).expectStatus().isNotFound();
        assertThat(json(api.as(Persona.IARA).get().uri(periods).exchange()).path("items").findValuesAsString("validFrom"))
                .containsExactly("2026-01-01", "2026-08-01");
    }

    @Test
    @Tag("R1.1")
    void a_renewal_by_the_contract_adds_the_next_period() {
        var sigma = create("sigma");
        var contract = sigma + "/contract";
        put(contract, version(sigma), terms("PRO", "standard", "2026-01-01", "2026-10-31")).expectStatus().isOk();

        var read = version(sigma);
        var renewal = terms("PREMIUM", "premium-24x7", "2026-11-01", "2026-11-20");
        put(contract, read, renewal).expectStatus().isOk().expectBody().jsonPath("$.contract.edition").isEqualTo("PRO")
                .jsonPath("$.periods.length()").isEqualTo(2);
        put(contract, read, renewal).expectStatus().isOk().expectBody().jsonPath("$.periods.length()").isEqualTo(2);
        put(contract, version(sigma), terms("PREMIUM", "premium-24x7", "2026-11-01", "2026-11-30")).expectStatus().isOk()
                .expectBody().jsonPath("$.periods.length()").isEqualTo(2).jsonPath("$.periods[1].validTo")
                .isEqualTo("2026-11-30");
        api.as(Persona.IARA).get().uri(contract).exchange().expectBody().jsonPath("$.validTo").isEqualTo("2026-10-31");
    }

    @Test
    void each_boundary_day_publishes_the_terms_of_its_day_once() {
        var omega = create("omega");
        post(omega + "/periods", terms("PRO", "standard", "2026-06-10", "2026-06-20")).expectStatus().isCreated();
        post(omega + "/periods", terms("PREMIUM", "premium-24x7", "2026-06-21", "2026-06-30")).expectStatus().isCreated();
        var packages = Map.of("code", "incidente-24x7", "validFrom", "2026-06-25", "validTo", "2026-06-25");
        post(omega + "/packages", packages).expectStatus().isCreated();
        var days = List.of("2026-06-10", "2026-06-21", "2026-06-25", "2026-06-26", "2026-07-01");

        for (var day : days) {
            // The day begins three hours after that of UTC.
            var begin = Instant.parse(day + "T03:00:00Z");
            clock.set(begin);
            var published = kafka.receive(ContractChanged.class,
                    changed -> changed.customerId().equals("omega") && changed.changedAt().equals(begin));
            assertThat(published.slaPlan()).isEqualTo(day.compareTo("2026-06-21") < 0 ? "standard" : "premium-24x7");
        }
        // Comes after all boundaries on the partition of the customer.
        post(omega + "/packages", packages).expectStatus().isCreated();
        kafka.receive(ContractChanged.class, changed -> changed.customerId().equals("omega") && changed.packages().size() == 2);
        assertThat(kafka.received(ContractChanged.class))
                .filteredOn(changed -> changed.customerId().equals("omega") && changed.by() == null).hasSize(days.size());
    }

    @Test
    @Tag("R1.1")
    void a_suspension_denies_until_it_is_ended() {
        var periods = CUSTOMERS + "/borealis/periods/borealis-2026";
        var from = clock.instant().toString().substring(0, 10);
        var suspensions = periods + "/suspensions";

        post(suspensions, Map.of("from", from, "reason", "unpaid")).expectStatus().isCreated();
        assertThat(decision()).isEqualTo("contract-suspended");
        refused(post(suspensions, Map.of("from", "2027-02-28", "reason", "unpaid")), "from", "suspension-overlaps");
        refused(post(suspensions, Map.of("from", "2027-03-01", "reason", "unpaid")), "from", "outside-period");
        refused(put(suspensions + "/" + from, version(periods), Map.of("to", "2026-03-01", "reason", "paid")), "to",
                "before-begin");
        put(suspensions + "/2026-03-02", version(periods), Map.of("to", "2026-03-03", "reason", "paid")).expectStatus()
                .isNotFound();

        put(suspensions + "/" + from, version(periods), Map.of("to", from, "reason", "paid")).expectStatus().isOk();
        assertThat(decision()).as("until the end of the day").isEqualTo("contract-suspended");
        clock.set(clock.instant().plusSeconds(86_400));
        assertThat(decision()).isEqualTo("covered-by-edition");

        var mistaken = clock.instant().toString().substring(0, 10);
        post(suspensions, Map.of("from", mistaken, "reason", "mistaken")).expectStatus().isCreated();
        assertThat(decision()).isEqualTo("contract-suspended");
        delete(suspensions + "/" + mistaken, version(periods)).expectStatus().isNoContent();
        delete(suspensions + "/" + mistaken, version(periods)).expectStatus().isNotFound();
        assertThat(decision()).isEqualTo("covered-by-edition");
    }

    private String decision() {
        return json(api.as(Persona.CARLA).post().uri("/api/v1/entitlement-decisions")
                .body(Map.of("kind", "INCIDENT", "product", "opmon-9", "version", "9.2")).exchange()).path("reasons").path(0)
                .path("code").asString();
    }

    @Test
    @Tag("R8.3")
    @Tag("R9.C7")
    void lists_of_a_customer_are_changed_by_their_ids() {
        var tau = create("tau");
        post(tau + "/periods", terms("PREMIUM", "premium-24x7", "2026-01-01", "2027-12-31")).expectStatus().isCreated();

        refused(post(tau + "/packages", Map.of("code", "gold", "validFrom", "2026-01-01", "validTo", "2026-01-02")), "code",
                "one-of");
        refused(post(tau + "/installations", Map.of("productId", "opmon-9", "version", "new")), "version", "no-version");
        refused(post(tau + "/waivers", Map.of("code", "X14", "from", "2028-01-01", "to", "2028-01-02")), "from",
                "outside-periods");
        refused(post(tau + "/waivers", Map.of("code", "X14", "from", "2027-01-01", "to", "2028-01-02")), "to", "outside-period");
        changeAndRemove(tau, "packages",
                Map.of("code", "visita-on-site", "units", 4, "validFrom", "2026-01-01", "validTo", "2026-12-31"), "units", 5);
        changeAndRemove(tau, "installations", Map.of("productId", "opmon-8", "version", "8.9"), "version", "9.2");
        changeAndRemove(tau, "maintenance", Map.of("productId", "opmon-8", "until", "2028-01-31"), "until", "2028-02-29");
        changeAndRemove(tau, "approvals",
                Map.of("subject", "Plug-in", "approvedBy", "Heitor Alves", "approvedAt", "2026-03-02T12:00:00Z"), "subject",
                "Plug-in 2");
        changeAndRemove(tau, "waivers", Map.of("code", "X14", "from", "2026-01-01", "to", "2026-12-31"), "to", "2027-12-31");
    }

    private void changeAndRemove(String customer, String list, Map<String, Object> item, String field, Object value) {
        var path = customer + "/" + list;
        var iara = api.as(Persona.IARA);
        var created = post(path, item).expectStatus().isCreated().returnResult().getResponseHeaders().getLocation().toString();
        var changed = new HashMap<>(item);
        changed.put(field, value);
        var read = version(path);
        iara.put().uri(created).body(changed).exchange().expectStatus().isEqualTo(428);
        put(created, read, changed).expectStatus().isOk().expectBody().jsonPath("$." + field).isEqualTo(value);
        put(created, read, item).expectStatus().isEqualTo(412);
        iara.get().uri(path).exchange().expectBody().jsonPath("$.items[0]." + field).isEqualTo(value);
        iara.delete().uri(created).header("If-Match", read).exchange().expectStatus().isEqualTo(412);
        iara.delete().uri(created).header("If-Match", version(path)).exchange().expectStatus().isNoContent();
        iara.get().uri(created).exchange().expectStatus().isNotFound();
        put(created, version(path), changed).expectStatus().isNotFound();
    }
}
