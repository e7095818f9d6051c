package io.amparo.entitlement;

import static io.amparo.testkit.ApiClients.json;
import static io.amparo.testkit.ApiClients.text;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.amparo.clients.EventClient;
import io.amparo.entitlement.coverage.Decisions;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.events.entitlement.EntitlementEvent.EntitlementDecided;
import io.amparo.events.ticket.TicketEvent.EntitlementRequested;
import io.amparo.events.ticket.TicketEvent.Person;
import io.amparo.events.ticket.TicketEvent.TicketReceived;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import io.amparo.testkit.TestIdentity;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

@ServiceTest("amparo.demo=true")
@Import(TestClockConfig.class)
class EntitlementIT {
    private static final String DECISIONS = "/api/v1/entitlement-decisions";

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    Decisions decisions;

    @BeforeEach
    void publish_the_catalogue() {
        TestCatalogue.publish(kafka, api);
    }

    private static Map<String, String> incident(String email, String version) {
        return Map.of("email", email, "kind", "INCIDENT", "product", "opmon-9", "version", version);
    }

    private static Map<String, String> incidentOf(String ticketId, String email) {
        var query = new HashMap<>(incident(email, "9.2"));
        query.put("ticketId", ticketId);
        return query;
    }

    private static List<String> codes(JsonNode list) {
        return list.findValuesAsString("code");
    }

    @Test
    void demonstration_customers_are_published() {
        var acme = kafka.receive(ContractChanged.class, changed -> changed.customerId().equals("acme"));

        assertThat(acme.edition()).isEqualTo("PREMIUM");
        assertThat(acme.slaPlan()).isEqualTo("premium-24x7");
        assertThat(acme.contacts()).extracting("email").containsExactly("ana@acme.example", "bruno@acme.example");
        assertThat(acme.packages()).extracting("code").contains("incidente-24x7", "requisicoes-de-servico");

        var borealis = kafka.receive(ContractChanged.class, changed -> changed.customerId().equals("borealis"));
        assertThat(borealis.validTo()).isEqualTo(LocalDate.of(2027, 2, 28));

        var cobalt = kafka.receive(ContractChanged.class, changed -> changed.customerId().equals("cobalt"));
        assertThat(cobalt.installations()).extracting("version").containsExactly("8.8");
    }

    @Test
    @Tag("R1.1")
    void a_named_contact_with_an_active_contract_is_entitled() {
        api.as(Persona.BRUNO).post().uri(DECISIONS).body(incident("Bruno@acme.example", "9.2")).exchange().expectStatus().isOk()
                .expectBody().jsonPath("$.decision").isEqualTo("GRANTED").jsonPath("$.via").isEqualTo("EDITION")
                .jsonPath("$.clause").isEqualTo("5.incident").jsonPath("$.slaPlan").isEqualTo("premium-24x7")
                .jsonPath("$.customer").isEqualTo(Map.of("id", "acme", "name", "Acme Telecom")).jsonPath("$.contact")
                .isEqualTo(Map.of("id", "acme-bruno", "name", "Bruno Lima", "language", "pt-BR"));
    }

    @ParameterizedTest
    @Tag("R1.1")
    @CsvSource(delimiter = '|', value = {
            "pt-BR | Chamados são para clientes OpMon PRO e OpMon PREMIUM com contrato ativo (Política de Suporte, 1. Portal de Suporte) | Consulte a Base de Conhecimento",
            "en | Tickets are for customers of OpMon PRO and OpMon PREMIUM with an active contract (Support Policy, 1. Support Portal) | Look into the knowledge base",
            "es | Los tickets son para clientes de OpMon PRO y OpMon PREMIUM con contrato activo (Política de Soporte, 1. Portal de Soporte) | Consulte la Base de Conocimiento",
            "de | Chamados são para clientes OpMon PRO e OpMon PREMIUM com contrato ativo (Política de Suporte, 1. Portal de Suporte) | Consulte a Base de Conhecimento"})
    void a_person_without_contract_is_denied_in_the_callers_language(String language, String reason, String articles) {
        var answer = json(api.as(Persona.DAVI).post().uri(DECISIONS).header("Accept-Language", language)
                .body(incident("davi@community.example", "9.2")).exchange().expectStatus().isOk());

        assertThat(answer.path("decision").asString()).isEqualTo("DENIED");
        assertThat(codes(answer.path("reasons"))).containsExactly("edition-not-entitled");
        assertThat(answer.path("reasons").path(0).path("text").asString()).isEqualTo(reason);
        assertThat(codes(answer.path("alternatives"))).containsExactly("knowledge-base", "forum", "courses");
        assertThat(answer.path("alternatives").path(0).path("text").asString()).isEqualTo(articles);
        assertThat(answer.has("customer")).isFalse();
    }

    @ParameterizedTest
    @Tag("R1.1")
    @CsvSource(delimiter = '|', value = {"pt-BR | 30 de jun. de 2026", "en | Jun 30, 2026", "es | 30 jun 2026"})
    void dates_are_formatted_for_the_callers_language(String language, String date) {
        var answer = json(api.as(Persona.FABIO).post().uri(DECISIONS).header("Accept-Language", language)
                .body(incident("diego@cobalt.example", "9.2")).exchange());

        assertThat(codes(answer.path("reasons"))).containsExactly("contract-expired");
        assertThat(answer.path("reasons").path(0).path("text").asString()).contains(date);
    }

    @Test
    void a_contract_change_waits_until_the_first_plans_are_read() {
        var contract = Map.of("edition", "PRO", "validFrom", "2026-03-01", "validTo", "2027-02-28", "slaPlan", "demo-seconds");
        api.as(Persona.IARA).put().uri("/api/v1/customers/borealis/contract").header("If-Match", "\"1\"").body(contract)
                .exchange().expectStatus().isEqualTo(503).expectHeader().exists("Retry-After");
    }

    @Test
    @Tag("R5.4")
    void an_employee_gets_the_administrators_and_a_stranger_does_not() {
        var erika = json(api.as(Persona.ERIKA).post().uri(DECISIONS).body(incident("erika@acme.example", "9.2")).exchange());

        assertThat(codes(erika.path("reasons"))).containsExactly("not-a-named-contact");
        assertThat(erika.path("alternatives").path(0).path("text").asString())
                .isEqualTo("Ask Ana Souza, who administers the contacts of Acme Telecom, to name you");

        var query = new HashMap<>(incident("davi@community.example", "9.2"));
        query.put("customer", "acme");
        var davi = api.as(Persona.DAVI).post().uri(DECISIONS).body(query).exchange();
        assertThat(codes(json(davi).path("reasons"))).containsExactly("not-a-named-contact");
        assertThat(text(davi)).doesNotContain("Ana", "Acme");
    }

    @Test
    void callers_query_for_themselves_and_staff_for_anyone() {
        api.as(Persona.ERIKA).post().uri(DECISIONS).body(incident("bruno@acme.example", "9.2")).exchange().expectStatus()
                .isForbidden();
        api.as(Persona.ANA).post().uri(DECISIONS).body(incident("bruno@acme.example", "9.2")).exchange().expectStatus()
                .isForbidden();

        var unverified = api.withToken(TestIdentity.get().tokenWithUnverifiedEmail(Persona.BRUNO));

        unverified.post().uri(DECISIONS).body(incident("bruno@acme.example", "9.2")).exchange().expectStatus().isForbidden();
        api.as(Persona.FABIO).post().uri(DECISIONS).body(incident("bruno@acme.example", "9.2")).exchange().expectBody()
                .jsonPath("$.decision").isEqualTo("GRANTED");
    }

    @Test
    @Tag("R1.2")
    void missing_fields_are_reported() {
        var incomplete = Map.of("email", "bruno@acme.example", "kind", "INCIDENT");
        var answer = json(api.as(Persona.BRUNO).post().uri(DECISIONS).body(incomplete).exchange().expectStatus().isEqualTo(422));

        assertThat(answer.path("errors").findValuesAsString("field")).containsExactly("product", "version");
        api.as(Persona.BRUNO).post().uri(DECISIONS).body(Map.of("email", "bruno@acme.example", "kind", "SERVICE_REQUEST"))
                .exchange().expectBody().jsonPath("$.via").isEqualTo("PACKAGE");

        var past = new HashMap<>(incidentOf("past", "bruno@acme.example"));
        past.put("at", "2026-06-01T00:00:00-03:00");
        assertThat(json(api.as(Persona.BRUNO).post().uri(DECISIONS).body(past).exchange()).path("errors")
                .findValuesAsString("field")).containsExactly("at");
    }

    @Test
    @Tag("R1.1")
    void staff_may_query_for_another_day() {
        var query = new HashMap<>(incident("diego@cobalt.example", "9.2"));
        query.put("at", "2026-06-30T23:59:59-03:00");

        api.as(Persona.FABIO).post().uri(DECISIONS).body(query).exchange().expectBody().jsonPath("$.decision")
                .isEqualTo("GRANTED");

        query.put("at", "2026-07-01T00:00:00-03:00");
        api.as(Persona.FABIO).post().uri(DECISIONS).body(query).exchange().expectBody().jsonPath("$.decision")
                .isEqualTo("DENIED");
    }

    @Test
    @Tag("R1.3")
    void concurrent_queries_for_one_ticket_publish_one_decision() throws Exception {
        var ticketId = UUID.randomUUID().toString();
        Callable<String> query = () -> text(
                api.as(Persona.BRUNO).post().uri(DECISIONS).body(incidentOf(ticketId, "bruno@acme.example")).exchange());

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = threads.invokeAll(IntStream.range(0, 10).mapToObj(_ -> query).toList());
            var distinct = answers.stream().map(answer -> answer.resultNow()).collect(toSet());
            assertThat(distinct).singleElement().asString().contains("GRANTED");
        }

        assertThat(publishedDecisions(ticketId)).singleElement().satisfies(decided -> {
            assertThat(decided.customerId()).isEqualTo("acme");
            assertThat(decided.decision()).isEqualTo("GRANTED");
            assertThat(decided.via()).isEqualTo("EDITION");
        });
    }

    @Test
    void a_granted_ticket_id_with_another_query_is_a_reused_key() {
        var ticketId = UUID.randomUUID().toString();
        api.as(Persona.BRUNO).post().uri(DECISIONS).body(incidentOf(ticketId, "bruno@acme.example")).exchange().expectStatus()
                .isOk();

        assertKeyReused(Persona.DAVI, incidentOf(ticketId, "davi@community.example"));
        var corrected = new HashMap<>(incidentOf(ticketId, "bruno@acme.example"));
        corrected.put("version", "9.1");
        assertKeyReused(Persona.BRUNO, corrected);
        corrected.put("version", "9.2");
        api.as(Persona.BRUNO).post().uri(DECISIONS).body(corrected).exchange().expectBody().jsonPath("$.decision")
                .isEqualTo("GRANTED");
        assertThat(publishedDecisions(ticketId)).hasSize(1);
    }

    private void assertKeyReused(Persona person, Map<String, String> query) {
        var problem = json(api.as(person).post().uri(DECISIONS).body(query).exchange().expectStatus().isEqualTo(422));
        assertThat(problem.path("code").asString()).isEqualTo("key-reused");
        assertThat(problem.path("errors").findValuesAsString("field")).containsExactly("ticketId");
    }

    @Test
    void a_denial_does_not_bind_the_ticket_id() {
        var ticketId = UUID.randomUUID().toString();
        var query = new HashMap<>(incidentOf(ticketId, "bruno@acme.example"));
        query.putAll(Map.of("product", "opmon-8", "version", "8.8"));
        api.as(Persona.BRUNO).post().uri(DECISIONS).body(query).exchange().expectBody().jsonPath("$.decision")
                .isEqualTo("DENIED");

        query.put("version", "8.9");
        api.as(Persona.BRUNO).post().uri(DECISIONS).body(query).exchange().expectBody().jsonPath("$.decision")
                .isEqualTo("GRANTED");
        assertThat(publishedDecisions(ticketId)).extracting(EntitlementDecided::decision).containsExactly("DENIED", "GRANTED");
    }

    /**
     * Returns all decisions published for a ticket. Waits for a later decision on the same customer, which comes after them on
     * the topic.
     */
    private List<EntitlementDecided> publishedDecisions(String ticketId) {
        var last = UUID.randomUUID().toString();
        api.as(Persona.BRUNO).post().uri(DECISIONS).body(incidentOf(last, "bruno@acme.example")).exchange().expectStatus().isOk();
        kafka.receive(EntitlementDecided.class, decided -> last.equals(decided.ticketId()));
        return kafka.received(EntitlementDecided.class).stream().filter(decided -> ticketId.equals(decided.ticketId())).toList();
    }

    @Test
    void a_query_without_ticket_id_is_not_stored() {
        // A version of its own, so that decisions on other queries do not count.
        var query = incident("bruno@acme.example", "9.1.77");
        api.as(Persona.BRUNO).post().uri(DECISIONS).body(query).exchange().expectBody().jsonPath("$.decision")
                .isEqualTo("GRANTED");
        publishedDecisions("none");

        assertThat(storedDecisions("9.1.77")).isEmpty();
        assertThat(kafka.received(EntitlementDecided.class)).noneMatch(decided -> decided.version().equals("9.1.77"));

        var ticketId = UUID.randomUUID().toString();
        var withTicket = new HashMap<>(query);
        withTicket.put("ticketId", ticketId);
        api.as(Persona.BRUNO).post().uri(DECISIONS).body(withTicket).exchange().expectStatus().isOk();
        assertThat(storedDecisions("9.1.77")).containsExactly(ticketId);
    }

    private List<String> storedDecisions(String version) {
        return decisions.ids(Filters.eq("state.all.query.version", version), Sorts.ascending("_id"), 10);
    }

    @Test
    void a_received_ticket_is_decided_once_by_event() {
        var ticketId = UUID.randomUUID().toString();
        var received = received(ticketId, "acme", "acme-bruno");

        kafka.publish(ticketId + "/1/0", ticketId, 1, received);
        kafka.publish(ticketId + "/1/0", ticketId, 1, received);

        var decided = kafka.receive(EntitlementDecided.class, each -> ticketId.equals(each.ticketId()));
        assertThat(decided.decision()).isEqualTo("GRANTED");
        assertThat(decided.customerId()).isEqualTo("acme");
        assertThat(decided.slaPlan()).isEqualTo("premium-24x7");

        // The consumer processes records in order: the decision on the next ticket of this customer proves that the duplicate was
        // skipped.
        var next = UUID.randomUUID().toString();
        kafka.publish(next, 1, received(next, "acme", "acme-erika"));
        var denied = kafka.receive(EntitlementDecided.class, each -> next.equals(each.ticketId()));
        assertThat(denied.decision()).isEqualTo("DENIED");
        assertThat(denied.reasons()).extracting("code").containsExactly("not-a-named-contact");
        assertThat(publishedDecisions(ticketId)).hasSize(1);
        api.as(Persona.BRUNO).post().uri(DECISIONS).body(incidentOf(ticketId, "bruno@acme.example")).exchange().expectStatus()
                .isOk();
    }

    @Test
    void repeated_request_of_a_received_ticket_returns_the_same_or_a_corrected_decision() {
        var ticketId = UUID.randomUUID().toString();
        api.as(Persona.BRUNO).post().uri(DECISIONS).body(incidentOf(ticketId, "bruno@acme.example")).exchange();
        kafka.publish(ticketId, 1, received(ticketId, "acme", "acme-bruno"));
        await().until(() -> publishedDecisions(ticketId).size() == 2);

        var otherTicketId = UUID.randomUUID().toString();
        api.as(Persona.DAVI).post().uri(DECISIONS).body(incidentOf(otherTicketId, "davi@community.example")).exchange();
        kafka.publish(otherTicketId, 1, received(otherTicketId, "acme", "acme-bruno"));
        var decided = kafka.receive(EntitlementDecided.class,
                each -> otherTicketId.equals(each.ticketId()) && each.customerId() != null);
        assertThat(decided.decision()).isEqualTo("GRANTED");
        assertThat(decisions.find(otherTicketId).orElseThrow().state().latest().query().person()).isEqualTo("acme-bruno");
    }

    @Test
    void a_ticket_that_still_waits_gets_its_decision_once_more() {
        var ticketId = UUID.randomUUID().toString();
        kafka.publish(ticketId, 1, received(ticketId, "acme", "acme-bruno"));
        kafka.receive(EntitlementDecided.class, each -> ticketId.equals(each.ticketId()));

        kafka.publish(ticketId, 2, new EntitlementRequested(ticketId, "T-2026-000001", "acme",
                new Person("acme-bruno", "Somebody", "pt-BR"), "INCIDENT", "opmon-9", "9.2", 1, Instant.EPOCH, Instant.EPOCH));

        await().until(() -> kafka.received(EntitlementDecided.class).stream().filter(each -> ticketId.equals(each.ticketId()))
                .filter(each -> each.decision().equals("GRANTED")).count() == 2);
    }

    private static TicketReceived received(String ticketId, String customerId, String email) {
        return new TicketReceived(ticketId, "T-2026-000001", customerId, new Person(email, "Somebody", "pt-BR"), "INCIDENT", "P1",
                "opmon-9", "9.2", "It is down", Instant.parse("2026-11-20T12:00:00Z"));
    }
}
