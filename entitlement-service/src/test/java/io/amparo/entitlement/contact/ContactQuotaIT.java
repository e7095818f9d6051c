package io.amparo.entitlement.contact;

import static io.amparo.testkit.ApiClients.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.entitlement.TestCatalogue;
import io.amparo.entitlement.contract.Customers;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import io.amparo.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

/** The quota of contacts and deputies for an absence: the case ent-07. */
@Tag("R5.4")
@ServiceTest({"amparo.demo=true", "amparo.invitations.tick=100ms"})
@Import(ContactQuotaIT.EarlyClockConfig.class)
class ContactQuotaIT {
    private static final String CONTACTS = "/api/v1/customers/acme/contacts";
    private static final Instant START = Instant.parse("2026-06-01T12:00:00Z");

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    Customers customers;
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
    void publish_the_catalogue() {
        TestCatalogue.publish(kafka, api);
    }

    @AfterEach
    void remove_added_contacts() {
        for (var id : json(api.as(Persona.IARA).get().uri(CONTACTS).exchange()).path("items").findValuesAsString("id"))
            if (!id.startsWith("acme-")) api.as(Persona.IARA).delete().uri(CONTACTS + "/" + id).exchange();
    }

    private ResponseSpec name(Map<String, ?> person) {
        return api.as(Persona.ANA).post().uri(CONTACTS).body(person).exchange();
    }

    private static Map<String, String> person(String email) {
        return Map.of("email", email, "name", "Somebody New");
    }

    private Map<String, String> deputy(Instant from, Instant to) {
        return Map.of("email", Persona.ERIKA.email(), "name", "Erika Nunes", "deputyFor", Persona.BRUNO.id(), "from",
                from.toString(), "to", to.toString());
    }

    @Test
    void ent_07_ten_concurrent_additions_take_the_two_free_places() throws Exception {
        List<Callable<JsonNode>> additions = IntStream.range(0, 10)
                .<Callable<JsonNode>>mapToObj(number -> () -> json(name(person("person" + number + "@acme.example")))).toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = threads.invokeAll(additions).stream().map(answer -> answer.resultNow()).toList();

            assertThat(answers.stream().filter(answer -> answer.has("id"))).hasSize(2);
            assertThat(answers.stream().filter(answer -> answer.path("code").asString("").equals("contact-quota"))).hasSize(8)
                    .allSatisfy(refused -> assertThat(refused.at("/errors/0/message").asString()).contains("4"));
        }
        assertThat(customers.find("acme").orElseThrow().state().contacts()).hasSize(4);
    }

    @Test
    void ent_07_a_removed_contact_is_not_restored_when_the_places_are_taken() {
        var removed = json(name(person("first@acme.example")).expectStatus().isCreated()).path("id").asString();
        name(person("second@acme.example")).expectStatus().isCreated();
        api.as(Persona.ANA).delete().uri(CONTACTS + "/" + removed).exchange().expectStatus().isNoContent();
        name(person("third@acme.example")).expectStatus().isCreated();

        name(person("first@acme.example")).expectStatus().isEqualTo(409).expectBody().jsonPath("$.code")
                .isEqualTo("contact-quota");
    }

    @Test
    void ent_07_a_deputy_takes_no_seat_and_loses_access_at_the_end() {
        name(person("first@acme.example")).expectStatus().isCreated();
        name(person("second@acme.example")).expectStatus().isCreated();
        var from = clock.instant().plus(Duration.ofDays(1));
        var to = from.plus(Duration.ofDays(7)).plusSeconds(1);
        var erika = api.as(Persona.ERIKA);

        name(deputy(from, to)).expectStatus().isCreated().expectBody().jsonPath("$.to").isEqualTo(to.toString());

        assertThat(mayAsk()).as("before the absence").isFalse();
        clock.set(from);
        assertThat(mayAsk()).isTrue();
        erika.get().uri("/api/v1/me/companies").exchange().expectBody().jsonPath("$.activeTo").isEqualTo(to.toString());
        clock.set(to.minusMillis(1));
        assertThat(mayAsk()).isTrue();
        clock.set(to);
        assertThat(mayAsk()).isFalse();
        erika.get().uri("/api/v1/customers/acme").exchange().expectStatus().isNotFound();

        var ended = kafka.receive(ContractChanged.class, changed -> changed.changedAt().equals(to));
        assertThat(ended.contacts()).extracting("email").doesNotContain(Persona.ERIKA.email());
        assertThat(kafka.received(ContractChanged.class)).filteredOn(changed -> changed.changedAt().equals(from)).hasSize(1)
                .allSatisfy(begun -> assertThat(begun.contacts()).extracting("activeTo").contains(to));
        await().until(() -> customers.find("acme").orElseThrow().state().contactWithEmail(Persona.ERIKA.email()).isEmpty());
    }

    /** Whether Erika sees Acme and is entitled, as a contact. */
    private boolean mayAsk() {
        var erika = api.as(Persona.ERIKA);
        var decision = json(erika.post().uri("/api/v1/entitlement-decisions")
                .body(Map.of("kind", "INCIDENT", "product", "opmon-9", "version", "9.2")).exchange()).path("decision").asString();
        var reads = json(erika.get().uri("/api/v1/me").exchange()).has("customer");
        assertThat(decision.equals("GRANTED")).isEqualTo(reads);
        return reads;
    }

    @Test
    void a_deputy_needs_a_contact_and_a_time_to_come() {
        var now = clock.instant();
        refused(deputy(now, now), "to", "before-begin");
        refused(deputy(now.minus(Duration.ofDays(2)), now.minus(Duration.ofDays(1))), "to", "past");
        refused(Map.of("email", "x@acme.example", "name", "X", "from", now.toString()), "from", "only-deputy");
        refused(Map.of("email", "x@acme.example", "name", "X", "deputyFor", "nobody", "from", now.toString(), "to",
                now.plusSeconds(1).toString()), "deputyFor", "no-contact");
        refused(deputy(now, now.plus(Duration.ofDays(367))), "to", "absence-too-long");
    }

    @Test
    @Tag("R5.4")
    void a_person_has_one_deputy_at_a_time() {
        var now = clock.instant();
        name(deputy(now, now.plus(Duration.ofDays(10)))).expectStatus().isCreated();
        var second = new HashMap<>(deputy(now.plus(Duration.ofDays(9)), now.plus(Duration.ofDays(20))));
        second.put("email", "second@acme.example");

        name(second).expectStatus().isEqualTo(409).expectBody().jsonPath("$.errors[0].field").isEqualTo("deputyFor");
        second.put("from", now.plus(Duration.ofDays(10)).toString());
        name(second).expectStatus().isCreated();
    }

    private void refused(Map<String, String> person, String field, String code) {
        name(person).expectStatus().isEqualTo(422).expectBody().jsonPath("$.errors[0].field").isEqualTo(field)
                .jsonPath("$.errors[0].code").isEqualTo(code);
    }
}
