package io.amparo.ticket;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.unset;
import static io.amparo.testkit.ApiClients.json;
import static io.amparo.ticket.TicketFixture.TICKETS;
import static io.amparo.ticket.TicketFixture.incident;
import static io.amparo.ticket.TicketFixture.path;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.TestPolicies;
import io.amparo.ticket.policy.Policies;
import io.amparo.ticket.policy.TicketPolicy.KindRule;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** An agent gets the exclusions that the text of a ticket suggests. */
@TicketServiceTest
class ExclusionProposalsIT {
    @Autowired
    ApiClients api;
    @Autowired
    TicketFixture fixture;
    @Autowired
    Policies policies;

    private String open(String subject, String description) {
        var request = incident();
        request.put("subject", subject);
        request.put("description", description);
        return path(json(api.as(Persona.BRUNO).post().uri(TICKETS).body(request).exchange().expectStatus().isCreated()));
    }

    private JsonNode proposals(String path, String language) {
        return json(api.as(Persona.FABIO).get().uri(path + "/exclusion-proposals").header("Accept-Language", language).exchange()
                .expectStatus().isOk());
    }

    @Test
    @Tag("R8.2")
    void agent_gets_code_clause_confidence_and_words_in_the_own_language() {
        var path = open("Toner acabando", "As impressoras do RH estão sem toner. Podem trocar?");

        var proposals = proposals(path, "en");

        assertThat(proposals.get("policy").asString()).isEqualTo("opservices/1");
        assertThat(proposals.get("items")).singleElement().satisfies(item -> {
            assertThat(item.get("code").asString()).isEqualTo("X12");
            assertThat(item.get("name").asString()).isEqualTo("Printers");
            assertThat(item.get("clause").asString()).isEqualTo("8.X12");
            assertThat(item.get("confidence").asDouble()).isEqualTo(0.9);
            assertThat(item.get("words").valueStream().map(JsonNode::asString)).containsExactly("Toner", "impressoras", "trocar");
        });
        assertThat(proposals(path, "es").at("/items/0/name").asString()).isEqualTo("Impresoras");
    }

    @Test
    @Tag("R8.2")
    void a_product_problem_gets_no_proposal_and_notes_do_not_count() {
        var path = open("Status", "O OpMon não mostra mais o status da impressora");
        fixture.post(Persona.FABIO, path, "Trocar o toner da impressora", "INTERNAL");

        assertThat(proposals(path, "pt-BR").get("items")).isEmpty();
    }

    @Test
    void unknown_ticket_is_404() {
        api.as(Persona.FABIO).get().uri(TICKETS + "/T-2020-000001/exclusion-proposals").exchange().expectStatus().isNotFound();
    }

    @Test
    @Tag("R8.4")
    void a_stored_policy_keeps_its_exclusions_and_one_without_is_read() {
        var stored = policies.find("effective").orElseThrow();
        assertThat(stored.exclusions()).singleElement().satisfies(exclusion -> {
            assertThat(exclusion.clause()).isEqualTo("8.X12");
            assertThat(exclusion.terms().get("es")).containsExactly("impresora", "tóner");
        });
        assertThat(stored.productTerms()).containsOnlyKeys("pt-BR");

        policies.put("older", 1, stored);
        fixture.collection("policies").updateOne(eq("older"), combine(unset("state.exclusions"), unset("state.productTerms")));

        var older = policies.find("older").orElseThrow();
        assertThat(older.exclusions()).isEmpty();
        assertThat(older.kinds()).isEqualTo(TestPolicies.opservices().ticketKinds().stream()
                .map(kind -> new KindRule(kind.kind(), kind.requiredFields())).toList());
    }
}
