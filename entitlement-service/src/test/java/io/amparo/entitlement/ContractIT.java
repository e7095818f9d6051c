package io.amparo.entitlement;

import static io.amparo.testkit.ApiClients.etag;
import static io.amparo.testkit.ApiClients.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.clients.EventClient;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.InvalidTexts;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ReusedKeys;
import io.amparo.testkit.ServiceTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.client.RestTestClient.RequestHeadersSpec;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

@ServiceTest("amparo.demo=true")
@Import(TestClockConfig.class)
class ContractIT {
    private static final String ACME = "/api/v1/customers/acme";
    private static final String BOREALIS = "/api/v1/customers/borealis";

    @Autowired
    ApiClients api;
    @Autowired
    InvalidTexts invalidTexts;
    @Autowired
    EventClient kafka;
    @Autowired
    ApplicationRunner demonstrationCustomers;

    @BeforeEach
    void publish_plans_and_products() {
        TestCatalogue.publish(kafka, api);
        TestPlans.publish(kafka, api, "standard", "demo-seconds");
    }

    @AfterEach
    void remove_added_contacts() {
        var demonstrationContacts = List.of(Persona.ANA.id(), Persona.BRUNO.id());
        for (var id : json(api.as(Persona.IARA).get().uri(ACME + "/contacts").exchange()).path("items").findValuesAsString("id"))
            if (!demonstrationContacts.contains(id)) api.as(Persona.IARA).delete().uri(ACME + "/contacts/" + id).exchange();
    }

    private static Map<String, Object> contract(String plan) {
        return Map.of("edition", "PRO", "validFrom", "2026-03-01", "validTo", "2027-02-28", "slaPlan", plan, "reason", "Renewed");
    }

    private static Map<String, Object> person(String email) {
        return Map.of("email", email, "name", "Somebody New");
    }

    @Test
    void a_contract_names_a_published_plan_only() {
        var iara = api.as(Persona.IARA);
        var read = etag(iara.get().uri(BOREALIS).exchange());

        var problem = json(changeContract(read, "late").expectStatus().isEqualTo(422));
        assertThat(problem.path("errors").findValuesAsString("field")).containsExactly("slaPlan");
        assertThat(problem.path("errors").findValuesAsString("message")).containsExactly("is not a published SLA plan");
        assertThat(etag(iara.get().uri(BOREALIS).exchange())).isEqualTo(read);

        TestPlans.publish(kafka, api, "late");
        changeContract(read, "late").expectStatus().isOk();
    }

    @Test
    void a_contract_change_is_published_once_and_a_retry_returns_200() {
        var iara = api.as(Persona.IARA);
        iara.put().uri(BOREALIS + "/contract").body(contract("demo-seconds")).exchange().expectStatus().isEqualTo(428);
        var read = etag(iara.get().uri(BOREALIS).exchange());

        var response = changeContract(read, "demo-seconds").expectStatus().isOk();

        response.expectBody().jsonPath("$.contract.slaPlan").isEqualTo("demo-seconds");
        var changed = etag(response);
        assertThat(changed).isNotEqualTo(read);
        var event = kafka.receive(ContractChanged.class, each -> each.slaPlan().equals("demo-seconds"));
        assertThat(event.contacts()).extracting("email").contains("carla@borealis.example");
        assertThat(List.of(event.by(), event.reason())).containsExactly(Persona.IARA.id(), "Renewed");

        // A retry has the same content and the same If-Match.
        changeContract(read, "demo-seconds").expectStatus().isOk().expectHeader().valueEquals("ETag", changed);
        changeContract(changed, "demo-seconds").expectHeader().valueEquals("ETag", changed);
        changeContract(read, "standard").expectStatus().isEqualTo(412);

        changeContract(changed, "standard").expectBody().jsonPath("$.contract.slaPlan").isEqualTo("standard");
        kafka.receive(ContractChanged.class,
                each -> each.changedAt().equals(event.changedAt()) && each.slaPlan().equals("standard"));
        assertThat(kafka.received(ContractChanged.class).stream().filter(each -> each.slaPlan().equals("demo-seconds")))
                .hasSize(1);
    }

    private ResponseSpec changeContract(String etag, String plan) {
        return api.as(Persona.IARA).put().uri(BOREALIS + "/contract").header("If-Match", etag).body(contract(plan)).exchange();
    }

    @Test
    void an_invalid_contract_is_refused() {
        var etag = etag(api.as(Persona.IARA).get().uri(BOREALIS).exchange());
        var iara = api.as(Persona.IARA).mutate().defaultHeader("If-Match", etag).build();
        var backwards = Map.of("edition", "PRO", "validFrom", "2027-03-01", "validTo", "2027-02-28", "slaPlan", "standard");

        assertThat(json(iara.put().uri(BOREALIS + "/contract").body(backwards).exchange()).path("errors")
                .findValuesAsString("field")).containsExactly("validTo");
        iara.put().uri(BOREALIS + "/contract").body(Map.of("edition", "PRO")).exchange().expectStatus().isEqualTo(422);
        iara.put().uri(BOREALIS + "/contract").body(contract("Not a plan")).exchange().expectStatus().isEqualTo(422);
        iara.put().uri("/api/v1/customers/nobody/contract").body(contract("standard")).exchange().expectStatus().isNotFound();
    }

    @Test
    void a_restart_does_not_undo_edits() throws Exception {
        var iara = api.as(Persona.IARA);
        iara.post().uri(ACME + "/contacts").body(person("maria@acme.example")).exchange().expectStatus().isCreated();
        var before = etag(iara.get().uri(ACME).exchange());

        demonstrationCustomers.run(new DefaultApplicationArguments());

        assertThat(etag(iara.get().uri(ACME).exchange())).isEqualTo(before);
        iara.get().uri(contact("maria@acme.example")).exchange().expectStatus().isOk();
    }

    @Test
    @Tag("R5.4")
    void the_companys_administrator_adds_contacts_up_to_the_quota() {
        var ana = api.as(Persona.ANA);

        // The default language is that of the company.
        ana.post().uri(ACME + "/contacts").header("Idempotency-Key", "k-1").body(person("Erika@Acme.example")).exchange()
                .expectStatus().isCreated().expectHeader()
                .value("Location", at -> assertThat(at).isEqualTo(contact("erika@acme.example"))).expectBody().jsonPath("$.email")
                .isEqualTo("erika@acme.example").jsonPath("$.language").isEqualTo("pt-BR");

        var version = etag(ana.get().uri(ACME).exchange());
        ana.post().uri(ACME + "/contacts").header("Idempotency-Key", "k-1").body(person("Erika@Acme.example")).exchange()
                .expectStatus().isCreated();
        ana.post().uri(ACME + "/contacts").body(person("erika@acme.example")).exchange().expectStatus().isCreated();
        assertThat(etag(ana.get().uri(ACME).exchange())).as("version after repeated requests").isEqualTo(version);

        var another = Map.<String, Object>of("email", "erika@acme.example", "name", "Another");
        conflict(ana.post().uri(ACME + "/contacts").body(another), "contact-exists");

        ana.post().uri(ACME + "/contacts").body(person("joao@acme.example")).exchange().expectStatus().isCreated();
        conflict(ana.post().uri(ACME + "/contacts").body(person("maria@acme.example")), "contact-quota");
        ana.get().uri(ACME + "/contacts").exchange().expectBody().jsonPath("$.quota").isEqualTo(4);
        assertThat(json(ana.get().uri(ACME + "/contacts").exchange()).path("items").size()).isEqualTo(4);
        kafka.receive(ContractChanged.class, changed -> changed.contacts().size() == 4);
    }

    /** Returns the path of the contact of Acme with this address. */
    private String contact(String email) {
        return json(api.as(Persona.IARA).get().uri(ACME + "/contacts").exchange()).path("items").valueStream()
                .filter(contact -> contact.path("email").asString().equals(email))
                .map(contact -> ACME + "/contacts/" + contact.path("id").asString()).findFirst().orElseThrow();
    }

    private static void conflict(RequestHeadersSpec<?> request, String code) {
        request.exchange().expectStatus().isEqualTo(409).expectBody().jsonPath("$.code").isEqualTo(code);
    }

    @Test
    void the_key_of_a_naming_is_bound_to_its_content() {
        var contacts = ACME + "/contacts";
        ReusedKeys.check(api.as(Persona.ANA), contacts, person("bruno@acme.example"), person("erika@acme.example"),
                person("joao@acme.example"));

        // The first answer, although the contact was removed since.
        var repeat = api.as(Persona.ANA).mutate().defaultHeader("Idempotency-Key", "k-2").build();
        repeat.post().uri(contacts).body(person("joao@acme.example")).exchange().expectStatus().isCreated();
        api.as(Persona.ANA).delete().uri(contact("joao@acme.example")).exchange().expectStatus().isNoContent();
        repeat.post().uri(contacts).body(person("joao@acme.example")).exchange().expectStatus().isCreated();
        assertThat(json(api.as(Persona.ANA).get().uri(contacts).exchange()).path("items").findValuesAsString("email"))
                .doesNotContain("joao@acme.example");
    }

    @Test
    @Tag("R5.4")
    void a_removed_contact_has_no_access() {
        var ana = api.as(Persona.ANA);
        var erika = api.as(Persona.ERIKA);
        var query = Map.of("email", "erika@acme.example", "kind", "INCIDENT", "product", "opmon-9", "version", "9.2");

        erika.get().uri(ACME).exchange().expectStatus().isNotFound();

        var ticketQuery = new HashMap<>(query);
        ticketQuery.put("ticketId", UUID.randomUUID().toString());
        erika.post().uri("/api/v1/entitlement-decisions").body(ticketQuery).exchange().expectBody().jsonPath("$.decision")
                .isEqualTo("DENIED");

        ana.post().uri(ACME + "/contacts").body(person("erika@acme.example")).exchange();
        // Erika is a contact now: the same ticket id gets another decision.
        erika.post().uri("/api/v1/entitlement-decisions").body(ticketQuery).exchange().expectBody().jsonPath("$.decision")
                .isEqualTo("GRANTED");
        erika.get().uri(ACME).exchange().expectStatus().isOk();
        var erikaAsContact = contact("erika@acme.example");
        erika.post().uri("/api/v1/entitlement-decisions").body(query).exchange().expectBody().jsonPath("$.decision")
                .isEqualTo("GRANTED");
        // Erika has no administrator rights.
        erika.post().uri(ACME + "/contacts").body(person("joao@acme.example")).exchange().expectStatus().isForbidden();

        ana.delete().uri(erikaAsContact).exchange().expectStatus().isNoContent();
        // A repeated removal has the same result.
        ana.delete().uri(erikaAsContact).exchange().expectStatus().isNoContent();
        erika.get().uri(ACME).exchange().expectStatus().isNotFound();
        erika.post().uri("/api/v1/entitlement-decisions").body(query).exchange().expectBody().jsonPath("$.decision")
                .isEqualTo("DENIED");

        conflict(ana.delete().uri(ACME + "/contacts/acme-ana"), "last-administrator");
    }

    @Test
    void contacts_read_their_own_company_and_staff_read_all() {
        var bruno = api.as(Persona.BRUNO);

        assertThat(json(bruno.get().uri("/api/v1/customers").exchange()).path("items").valueStream()
                .map(each -> each.path("id").asString())).containsExactly("acme");
        bruno.get().uri(BOREALIS).exchange().expectStatus().isNotFound();
        bruno.get().uri(BOREALIS + "/contacts").exchange().expectStatus().isNotFound();
        assertThat(json(bruno.get().uri(ACME).exchange()).path("actions").size()).isZero();
        assertThat(actions(Persona.ANA)).containsExactly("INVITE_CONTACT POST " + ACME + "/contacts",
                "ADD_INSTALLATION POST " + ACME + "/installations");
        assertThat(actions(Persona.IARA)).containsExactly("EDIT_CUSTOMER PUT " + ACME, "EDIT_CONTRACT PUT " + ACME + "/contract",
                "ADD_PERIOD POST " + ACME + "/periods", "EDIT_DOMAINS PUT " + ACME + "/domains",
                "ADD_PACKAGE POST " + ACME + "/packages", "EDIT_SERVED_COMPANIES PUT " + ACME + "/served-companies",
                "INVITE_CONTACT POST " + ACME + "/contacts", "ADD_INSTALLATION POST " + ACME + "/installations");
        var seen = etag(bruno.get().uri(ACME).exchange());
        bruno.get().uri(ACME).header("If-None-Match", seen).exchange().expectStatus().isNotModified();

        var first = json(api.as(Persona.FABIO).get().uri("/api/v1/customers?limit=2").exchange());
        assertThat(ids(first)).containsExactly("acme", "borealis");
        var second = json(
                api.as(Persona.FABIO).get().uri("/api/v1/customers?limit=2&cursor=" + first.path("next").asString()).exchange());
        assertThat(ids(second)).containsExactly("cobalt");
        assertThat(second.has("next")).isFalse();
    }

    /** Returns the ids of the customers, not those of their contacts. */
    private static List<String> ids(JsonNode page) {
        return page.path("items").valueStream().map(customer -> customer.path("id").asString()).toList();
    }

    private List<String> actions(Persona person) {
        return json(api.as(person).get().uri(ACME).exchange()).path("actions").valueStream().map(action -> "%s %s %s"
                .formatted(action.path("code").asString(), action.path("method").asString(), action.path("href").asString()))
                .toList();
    }

    @Test
    void me_returns_the_caller_and_the_available_services() {
        var ana = json(api.as(Persona.ANA).get().uri("/api/v1/me").exchange());

        assertThat(ana.path("person").path("name").asString()).isEqualTo("Ana Souza");
        assertThat(ana.path("customer").path("id").asString()).isEqualTo("acme");
        assertThat(ana.path("edition").asString()).isEqualTo("PREMIUM");
        assertThat(ana.path("administrator").asBoolean()).isTrue();
        assertThat(ana.path("language").asString()).isEqualTo("pt-BR");
        assertThat(ana.path("zone").asString()).isEqualTo("America/Sao_Paulo");
        assertThat(offers(ana)).containsExactly("support-portal", "knowledge-base", "forum", "distance-learning",
                "professional-support", "single-incident", "professional-advisor", "consultancy");

        var davi = json(api.as(Persona.DAVI).get().uri("/api/v1/me").header("Accept-Language", "es").exchange());

        assertThat(offers(davi)).containsExactly("knowledge-base", "forum", "distance-learning");
        assertThat(davi.path("language").asString()).isEqualTo("es");
        assertThat(davi.path("services").path(3).path("reasons").path(0).path("text").asString())
                .isEqualTo("Abierto a todos los usuarios de cualquier producto (Política de Soporte, 4. Formación a distancia)");
        api.as(Persona.HEITOR).get().uri("/api/v1/me").exchange().expectBody().jsonPath("$.roles")
                .isEqualTo(List.of("product-manager"));
    }

    private static List<String> offers(JsonNode me) {
        return me.path("services").valueStream().filter(service -> service.path("available").asBoolean())
                .map(service -> service.path("code").asString()).toList();
    }

    @TestFactory
    Stream<DynamicTest> control_characters_and_lone_surrogates_are_refused() {
        return invalidTexts.tests();
    }
}
