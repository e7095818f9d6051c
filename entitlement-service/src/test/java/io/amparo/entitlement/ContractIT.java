package io.amparo.entitlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.clients.EventClient;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.testkit.Api;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

@ServiceTest("amparo.demo=true")
@Import(TestClockConfig.class)
class ContractIT {
    private static final String ACME = "/api/v1/customers/acme";
    private static final String BOREALIS = "/api/v1/customers/borealis";

    @Autowired
    Api api;
    @Autowired
    EventClient kafka;
    @Autowired
    ApplicationRunner demonstrationCustomers;

    @AfterEach
    void remove_added_contacts() {
        for (var email : List.of("erika@acme.example", "joao@acme.example", "maria@acme.example"))
            api.as(Persona.IARA).delete(ACME + "/contacts/" + email);
    }

    private static Map<String, Object> contract(String plan) {
        return Map.of("edition", "PRO", "validFrom", "2026-03-01", "validTo", "2027-02-28", "slaPlan", plan, "reason", "Renewed");
    }

    private static Map<String, Object> person(String email) {
        return Map.of("email", email, "name", "Somebody New");
    }

    @Test
    void a_contract_change_is_published_once_and_a_retry_returns_200() {
        var iara = api.as(Persona.IARA);
        assertThat(iara.put(BOREALIS + "/contract", contract("demo-seconds")).status()).isEqualTo(428);
        var read = iara.get(BOREALIS);
        var changed = iara.with("If-Match", read.etag()).put(BOREALIS + "/contract", contract("demo-seconds"));
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.body().path("contract").path("slaPlan").asString()).isEqualTo("demo-seconds");
        assertThat(changed.etag()).isNotEqualTo(read.etag());
        var event = kafka.receive(ContractChanged.class, each -> each.slaPlan().equals("demo-seconds"));
        assertThat(event.contacts()).extracting("email").contains("carla@borealis.example");
        assertThat(List.of(event.by(), event.reason())).containsExactly(Persona.IARA.email(), "Renewed");

        var repeated = iara.with("If-Match", read.etag()).put(BOREALIS + "/contract", contract("demo-seconds"));
        assertThat(repeated.status()).as("same content and same If-Match").isEqualTo(200);
        assertThat(repeated.etag()).isEqualTo(changed.etag());
        var unchanged = iara.with("If-Match", changed.etag()).put(BOREALIS + "/contract", contract("demo-seconds"));
        assertThat(unchanged.etag()).isEqualTo(changed.etag());
        assertThat(iara.with("If-Match", read.etag()).put(BOREALIS + "/contract", contract("standard")).status()).isEqualTo(412);

        var back = iara.with("If-Match", changed.etag()).put(BOREALIS + "/contract", contract("standard"));
        assertThat(back.body().path("contract").path("slaPlan").asString()).isEqualTo("standard");
        kafka.receive(ContractChanged.class,
                each -> each.changedAt().equals(event.changedAt()) && each.slaPlan().equals("standard"));
        assertThat(kafka.received(ContractChanged.class).stream().filter(each -> each.slaPlan().equals("demo-seconds")))
                .hasSize(1);
    }

    @Test
    void an_invalid_contract_is_refused() {
        var iara = api.as(Persona.IARA).with("If-Match", api.as(Persona.IARA).get(BOREALIS).etag());
        var backwards = Map.of("edition", "PRO", "validFrom", "2027-03-01", "validTo", "2027-02-28", "slaPlan", "standard");
        assertThat(iara.put(BOREALIS + "/contract", backwards).body().path("errors").findValuesAsString("field"))
                .containsExactly("validTo");
        assertThat(iara.put(BOREALIS + "/contract", Map.of("edition", "PRO")).status()).isEqualTo(422);
        assertThat(iara.put(BOREALIS + "/contract", contract("Not a plan")).status()).isEqualTo(422);
        assertThat(iara.put("/api/v1/customers/nobody/contract", contract("standard")).status()).isEqualTo(404);
    }

    @Test
    void a_restart_does_not_undo_edits() throws Exception {
        var iara = api.as(Persona.IARA);
        var added = iara.post(ACME + "/contacts", person("maria@acme.example"));
        assertThat(added.status()).isEqualTo(201);
        var before = iara.get(ACME);
        demonstrationCustomers.run(new DefaultApplicationArguments());
        assertThat(iara.get(ACME).etag()).isEqualTo(before.etag());
        assertThat(iara.get(ACME + "/contacts/maria@acme.example").status()).isEqualTo(200);
    }

    @Test
    @Tag("R5.4")
    void the_companys_administrator_adds_contacts_up_to_the_quota() {
        var ana = api.as(Persona.ANA);
        var first = ana.with("Idempotency-Key", "k-1").post(ACME + "/contacts", person("Erika@Acme.example"));
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.body().path("email").asString()).isEqualTo("erika@acme.example");
        assertThat(first.body().path("language").asString()).as("default language of the company").isEqualTo("pt-BR");
        assertThat(first.headers().firstValue("Location")).hasValue(ACME + "/contacts/erika@acme.example");
        var version = ana.get(ACME).etag();
        assertThat(ana.with("Idempotency-Key", "k-1").post(ACME + "/contacts", person("erika@acme.example")).status())
                .isEqualTo(201);
        assertThat(ana.post(ACME + "/contacts", person("erika@acme.example")).status()).isEqualTo(201);
        assertThat(ana.get(ACME).etag()).as("version after repeated requests").isEqualTo(version);

        assertThat(code(ana.with("Idempotency-Key", "k-1").post(ACME + "/contacts", person("joao@acme.example"))))
                .isEqualTo("409 key-reused");
        assertThat(code(ana.post(ACME + "/contacts", Map.of("email", "erika@acme.example", "name", "Another"))))
                .isEqualTo("409 contact-exists");
        assertThat(code(ana.post(ACME + "/contacts", person("carla@borealis.example")))).isEqualTo("409 contact-taken");
        assertThat(ana.post(ACME + "/contacts", person("joao@acme.example")).status()).isEqualTo(201);
        assertThat(code(ana.post(ACME + "/contacts", person("maria@acme.example")))).isEqualTo("409 contact-quota");
        assertThat(ana.get(ACME + "/contacts").body().path("quota").asInt()).isEqualTo(4);
        assertThat(ana.get(ACME + "/contacts").body().path("items").size()).isEqualTo(4);
        kafka.receive(ContractChanged.class, changed -> changed.contacts().size() == 4);
    }

    private static String code(Api.Response answer) {
        return answer.status() + " " + answer.body().path("code").asString();
    }

    @Test
    @Tag("R5.4")
    void a_removed_contact_has_no_access() {
        var ana = api.as(Persona.ANA);
        var erika = api.as(Persona.ERIKA);
        var query = Map.of("email", "erika@acme.example", "kind", "INCIDENT", "product", "opmon-9", "version", "9.2");
        assertThat(erika.get(ACME).status()).isEqualTo(404);
        var ticketQuery = new HashMap<>(query);
        ticketQuery.put("ticketId", UUID.randomUUID().toString());
        assertThat(erika.post("/api/v1/entitlement-decisions", ticketQuery).body().path("decision").asString())
                .isEqualTo("DENIED");
        ana.post(ACME + "/contacts", person("erika@acme.example"));
        assertThat(erika.post("/api/v1/entitlement-decisions", ticketQuery).body().path("decision").asString())
                .as("same ticket id after the person became a contact").isEqualTo("GRANTED");
        assertThat(erika.get(ACME).status()).isEqualTo(200);
        assertThat(erika.post("/api/v1/entitlement-decisions", query).body().path("decision").asString()).isEqualTo("GRANTED");
        assertThat(erika.post(ACME + "/contacts", person("joao@acme.example")).status())
                .as("contact without administrator rights").isEqualTo(403);
        assertThat(ana.delete(ACME + "/contacts/erika@acme.example").status()).isEqualTo(204);
        assertThat(ana.delete(ACME + "/contacts/erika@acme.example").status()).as("repeated removal").isEqualTo(204);
        assertThat(erika.get(ACME).status()).isEqualTo(404);
        assertThat(erika.post("/api/v1/entitlement-decisions", query).body().path("decision").asString()).isEqualTo("DENIED");
        assertThat(code(ana.delete(ACME + "/contacts/ana@acme.example"))).isEqualTo("409 last-administrator");
    }

    @Test
    void contacts_read_their_own_company_and_staff_read_all() {
        var bruno = api.as(Persona.BRUNO);
        assertThat(bruno.get("/api/v1/customers").body().path("items").findValuesAsString("id")).containsExactly("acme");
        assertThat(bruno.get(BOREALIS).status()).isEqualTo(404);
        assertThat(bruno.get(BOREALIS + "/contacts").status()).isEqualTo(404);
        assertThat(bruno.get(ACME).body().path("actions").size()).isZero();
        assertThat(api.as(Persona.ANA).get(ACME).body().path("actions").path(0).asString()).isEqualTo("EDIT_CONTACTS");
        assertThat(bruno.with("If-None-Match", bruno.get(ACME).etag()).get(ACME).status()).isEqualTo(304);
        assertThat(bruno.get(ACME).body().path("consultancyMinutes").asInt()).isEqualTo(2400);

        var first = api.as(Persona.FABIO).get("/api/v1/customers?limit=2").body();
        assertThat(first.path("items").findValuesAsString("id")).containsExactly("acme", "borealis");
        var second = api.as(Persona.FABIO).get("/api/v1/customers?limit=2&cursor=" + first.path("next").asString()).body();
        assertThat(second.path("items").findValuesAsString("id")).containsExactly("cobalt");
        assertThat(second.has("next")).isFalse();
    }

    @Test
    void me_returns_the_caller_and_the_available_services() {
        var ana = api.as(Persona.ANA).get("/api/v1/me").body();
        assertThat(ana.path("person").path("name").asString()).isEqualTo("Ana Souza");
        assertThat(ana.path("customer").path("id").asString()).isEqualTo("acme");
        assertThat(ana.path("edition").asString()).isEqualTo("PREMIUM");
        assertThat(ana.path("administrator").asBoolean()).isTrue();
        assertThat(ana.path("language").asString()).isEqualTo("pt-BR");
        assertThat(ana.path("zone").asString()).isEqualTo("America/Sao_Paulo");
        assertThat(offers(ana)).containsExactly("support-portal", "knowledge-base", "forum", "distance-learning",
                "professional-support", "single-incident", "professional-advisor", "consultancy");
        var davi = api.as(Persona.DAVI).with("Accept-Language", "es").get("/api/v1/me").body();
        assertThat(offers(davi)).containsExactly("knowledge-base", "forum", "distance-learning");
        assertThat(davi.path("language").asString()).isEqualTo("es");
        assertThat(davi.path("services").path(0).path("reasons").path(0).path("text").asString())
                .isEqualTo("Los tickets son para clientes de OpMon PRO y OpMon PREMIUM con contrato activo");
        assertThat(api.as(Persona.HEITOR).get("/api/v1/me").body().path("roles").toString()).isEqualTo("[\"product-manager\"]");
    }

    private static List<String> offers(JsonNode me) {
        return me.path("services").valueStream().filter(service -> service.path("available").asBoolean())
                .map(service -> service.path("code").asString()).toList();
    }
}
