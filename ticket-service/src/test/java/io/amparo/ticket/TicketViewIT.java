package io.amparo.ticket;

import static io.amparo.testkit.ApiClients.etag;
import static io.amparo.testkit.ApiClients.json;
import static io.amparo.ticket.TicketFixture.TICKETS;
import static io.amparo.ticket.TicketFixture.path;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The views, the owners and the full text of a list of tickets. */
@TicketServiceTest
class TicketViewIT {
    @Autowired
    ApiClients api;
    @Autowired
    TicketFixture fixture;

    private ResponseSpec list(Persona person, String query, Object... values) {
        return api.as(person).get().uri(TICKETS + "?limit=100&" + query, values).exchange();
    }

    private List<String> paths(Persona person, String query, Object... values) {
        return json(list(person, query, values).expectStatus().isOk()).get("items").valueStream().map(TicketFixture::path)
                .toList();
    }

    private void put(String path, String field, String value) {
        api.as(Persona.FABIO).put().uri(path + "/" + field)
                .header("If-Match", etag(api.as(Persona.FABIO).get().uri(path).exchange())).body(Map.of(field, value)).exchange()
                .expectStatus().isOk();
    }

    @Test
    void each_side_has_its_own_views_with_counts() {
        var unowned = path(fixture.openTicket(Persona.BRUNO));
        var owned = path(fixture.openTicket(Persona.BRUNO));
        var waiting = path(fixture.openTicket(Persona.BRUNO));
        var closed = path(fixture.openTicket(Persona.BRUNO));
        for (var path : List.of(owned, waiting, closed)) put(path, "owner", Persona.FABIO.id());
        put(waiting, "status", "WAITING_CUSTOMER");
        put(closed, "status", "RESOLVED");
        assertThat(paths(Persona.BRUNO, "view=needs-me")).containsExactly(closed, waiting);
        put(closed, "status", "CLOSED");

        var views = List.of("needs-me", "unowned", "mine", "waiting");
        assertThat(views.stream().map(view -> paths(Persona.FABIO, "customer=acme&view=" + view))).containsExactly(List.of(owned),
                List.of(unowned), List.of(waiting, owned), List.of(waiting));
        assertThat(paths(Persona.GISELE, "view=mine")).isEmpty();
        assertThat(paths(Persona.FABIO, "assignee={id}", Persona.FABIO.id())).containsExactly(closed, waiting, owned);
        assertThat(paths(Persona.FABIO, "assignee=nobody")).isEmpty();
        assertThat(json(list(Persona.FABIO, "customer=acme&view=mine&status=CLOSED")).get("counts"))
                .isEqualTo(counts(1, 1, 2, 1));
        assertThat(json(list(Persona.FABIO, "status=OPEN")).has("counts")).isFalse();

        assertThat(paths(Persona.BRUNO, "view=needs-me")).containsExactly(waiting);
        assertThat(paths(Persona.BRUNO, "view=mine")).containsExactly(waiting, owned, unowned);
        assertThat(paths(Persona.BRUNO, "view=waiting")).containsExactly(owned, unowned);
        assertThat(json(list(Persona.BRUNO, "view=mine")).get("counts")).isEqualTo(counts(1, null, 3, 2));
        for (var view : List.of("needs-me", "mine", "waiting")) assertThat(paths(Persona.CARLA, "view=" + view)).isEmpty();
        var refused = json(list(Persona.BRUNO, "view=unowned").expectStatus().isEqualTo(422)).at("/errors/0");
        assertThat(refused.get("field").asString()).isEqualTo("view");
        assertThat(refused.get("allowed").valueStream().map(JsonNode::asString)).containsExactly("needs-me", "mine", "waiting");
    }

    private static JsonNode counts(int needsMe, @Nullable Integer unowned, int mine, int waiting) {
        var counts = JsonMapper.shared().createObjectNode().put("needsMe", needsMe);
        if (unowned != null) counts.put("unowned", unowned);
        return counts.put("mine", mine).put("waiting", waiting);
    }

    @Test
    @Tag("R1.4")
    void text_is_found_by_every_form_of_its_words_but_internal_notes_are_not() {
        var incident = TicketFixture.incident();
        incident.put("subject", "Relatório de manutenção");
        incident.put("description", "Depois das novas versões o e-mail não chega ao host 10.20.30.40");
        var opened = json(api.as(Persona.CARLA).post().uri(TICKETS).body(incident).exchange().expectStatus().isCreated());
        var path = path(opened);
        fixture.post(Persona.FABIO, path, "segredos do fornecedor", "INTERNAL");
        fixture.post(Persona.FABIO, path, "resposta publica", "PUBLIC");

        for (var q : List.of("manutencoes", "versao", "E-MAILS", "email", "relatorios manutenção", "10.20.30.40", "10.20.*",
                opened.get("number").asString(), " "))
            assertThat(paths(Persona.CARLA, "q={q}", q)).as(q).containsExactly(path);
        for (var q : List.of("segredo", "segredos", "resposta", "manutenções coletor", "10.20.30.4", ".*", "-"))
            assertThat(paths(Persona.CARLA, "q={q}", q)).as(q).isEmpty();
        assertThat(paths(Persona.BRUNO, "q=manutencoes")).as("another company").isEmpty();
        assertThat(paths(Persona.FABIO, "q=manutencoes&sort=priority")).containsExactly(path);
        assertThat(json(list(Persona.FABIO, "q={q}", "a".repeat(201)).expectStatus().isEqualTo(422)).at("/errors/0/field")
                .asString()).isEqualTo("q");
    }
}
