package io.amparo.entitlement;

import static io.amparo.testkit.ApiClients.etag;
import static io.amparo.testkit.ApiClients.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.clients.EventClient;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

/** Carla of Borealis, which serves Acme, acts for both. */
@ServiceTest("amparo.demo=true")
@Import(TestClockConfig.class)
class ServedCompaniesIT {
    private static final String BOREALIS = "/api/v1/customers/borealis";
    private static final String DECISIONS = "/api/v1/entitlement-decisions";

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;

    @BeforeEach
    void borealis_serves_acme() {
        TestCatalogue.publish(kafka, api);
        serve(List.of("acme")).expectStatus().isOk();
    }

    private ResponseSpec serve(List<String> customers) {
        var iara = api.as(Persona.IARA);
        return iara.put().uri(BOREALIS + "/served-companies").header("If-Match", etag(iara.get().uri(BOREALIS).exchange()))
                .body(Map.of("customers", customers)).exchange();
    }

    private ResponseSpec decide(Persona person, @Nullable String customer) {
        var query = new HashMap<>(Map.of("kind", "INCIDENT", "product", "opmon-9", "version", "9.2"));
        if (customer != null) query.put("customer", customer);
        return api.as(person).post().uri(DECISIONS).body(query).exchange();
    }

    private List<String> companies(Persona person, String path) {
        return json(api.as(person).get().uri(path).exchange().expectStatus().isOk()).path("companies").valueStream()
                .map(company -> "%s %s %s".formatted(company.path("id").asString(), company.path("own").asBoolean(),
                        company.path("administrator").asBoolean()))
                .toList();
    }

    private static List<String> errors(JsonNode problem) {
        return problem.path("errors").valueStream()
                .map(error -> error.path("field").asString() + " " + error.path("code").asString()).toList();
    }

    @Test
    void the_served_companies_are_published_and_a_retry_changes_nothing() {
        kafka.receive(ContractChanged.class, each -> each.key().equals("borealis") && each.servedCustomers().contains("acme"));
        var read = etag(api.as(Persona.IARA).get().uri(BOREALIS).exchange());

        var repeated = serve(List.of("acme", "acme")).expectStatus().isOk();

        assertThat(etag(repeated)).isEqualTo(read);
        assertThat(json(repeated).path("serves").valueStream().map(JsonNode::asString)).containsExactly("acme");
        api.as(Persona.IARA).put().uri(BOREALIS + "/served-companies").body(Map.of("customers", List.of())).exchange()
                .expectStatus().isEqualTo(428);
    }

    @Test
    void each_id_that_is_no_other_customer_is_named() {
        assertThat(errors(json(serve(List.of("acme", "nobody", "borealis")).expectStatus().isEqualTo(422))))
                .containsExactly("customers[1] no-customer", "customers[2] not-itself");
    }

    @Test
    void me_lists_the_own_company_first_and_the_served_ones_without_administration() {
        for (var path : List.of("/api/v1/me", "/api/v1/me/companies"))
            assertThat(companies(Persona.CARLA, path)).containsExactly("borealis true true", "acme false false");
        assertThat(companies(Persona.BRUNO, "/api/v1/me/companies")).containsExactly("acme true false");
        assertThat(companies(Persona.DAVI, "/api/v1/me/companies")).isEmpty();
        assertThat(json(api.as(Persona.CARLA).get().uri("/api/v1/customers").exchange()).path("items").findValuesAsString("id"))
                .contains("acme", "borealis").doesNotContain("cobalt");
    }

    @Test
    void a_served_company_serves_nobody_through_its_contacts() {
        assertThat(companies(Persona.ANA, "/api/v1/me/companies")).containsExactly("acme true true");
        api.as(Persona.ANA).get().uri(BOREALIS).exchange().expectStatus().isNotFound();
    }

    @Test
    @Tag("R5.4")
    void a_contact_of_the_serving_company_is_entitled_by_the_contract_of_the_served_one() {
        var granted = json(decide(Persona.CARLA, "acme").expectStatus().isOk());

        assertThat(granted.path("decision").asString()).isEqualTo("GRANTED");
        assertThat(granted.at("/customer/id").asString()).isEqualTo("acme");
        assertThat(granted.at("/contact/id").asString()).isEqualTo(Persona.CARLA.id());
        assertThat(granted.at("/contact/name").asString()).isEqualTo(Persona.CARLA.fullName());
        assertThat(granted.path("slaPlan").asString()).isEqualTo("premium-24x7");
        assertThat(json(decide(Persona.CARLA, "borealis").expectStatus().isOk()).at("/customer/id").asString())
                .isEqualTo("borealis");
    }

    @Test
    void a_contact_who_acts_for_several_must_name_the_customer() {
        var problem = json(decide(Persona.CARLA, null).expectStatus().isEqualTo(422));

        assertThat(errors(problem)).containsExactly("customer required");
        assertThat(problem.at("/errors/0/allowed").valueStream().map(JsonNode::asString)).containsExactly("borealis", "acme");
        decide(Persona.BRUNO, null).expectStatus().isOk();
    }

    @Test
    void nobody_is_entitled_by_a_company_that_is_not_served() {
        for (var person : List.of(Persona.CARLA, Persona.DIEGO)) {
            var denied = json(decide(person, person == Persona.CARLA ? "cobalt" : "acme").expectStatus().isOk());
            assertThat(denied.at("/reasons/0/code").asString()).isEqualTo("not-a-named-contact");
            assertThat(denied.has("customer")).isFalse();
        }
    }

    @Test
    @Tag("R5.4")
    void an_administrator_of_the_serving_company_names_no_contacts_of_the_served_one() {
        var person = Map.of("email", "new@acme.example", "name", "New");

        api.as(Persona.CARLA).post().uri("/api/v1/customers/acme/contacts").body(person).exchange().expectStatus().isForbidden();
        api.as(Persona.CARLA).delete().uri("/api/v1/customers/acme/contacts/" + Persona.BRUNO.id()).exchange().expectStatus()
                .isForbidden();
        assertThat(json(api.as(Persona.CARLA).get().uri("/api/v1/customers/acme").exchange()).path("actions").size()).isZero();
    }

    @Test
    @Tag("R5.4")
    void the_end_of_the_relation_ends_the_access_from_the_next_call_on() {
        serve(List.of()).expectStatus().isOk();

        assertThat(companies(Persona.CARLA, "/api/v1/me/companies")).containsExactly("borealis true true");
        api.as(Persona.CARLA).get().uri("/api/v1/customers/acme").exchange().expectStatus().isNotFound();
        assertThat(json(decide(Persona.CARLA, "acme").expectStatus().isOk()).path("decision").asString()).isEqualTo("DENIED");
    }
}
