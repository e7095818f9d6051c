package io.amparo.ticket;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static io.amparo.testkit.ApiClients.etag;
import static io.amparo.testkit.ApiClients.json;
import static io.amparo.testkit.ApiClients.text;
import static io.amparo.ticket.TicketFixture.TICKETS;
import static io.amparo.ticket.TicketFixture.incident;
import static io.amparo.ticket.TicketFixture.path;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

/** A front end can act on what a ticket shows, without a rule of its own. */
@TicketServiceTest
class ActionsIT {
    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3})?Z");

    @Autowired
    ApiClients api;
    @Autowired
    TicketFixture fixture;

    /** Returns the path of a new ticket in this status. */
    private String ticketIn(String status) {
        var path = path(fixture.openTicket(Persona.BRUNO));
        for (var next : switch (status) {
            case "OPEN" -> List.<String>of();
            case "CLOSED" -> List.of("RESOLVED", "CLOSED");
            default -> List.of(status);
        }) perform(Persona.FABIO, path, "PUT", path + "/status", Map.of("status", next)).expectStatus().isOk();
        return path;
    }

    private ResponseSpec perform(Persona person, String path, String method, String href, Map<String, ?> body) {
        if (href.endsWith("/attachments")) return Upload.of("log.txt", "log".getBytes(UTF_8)).send(api, person, path);
        return api.as(person).method(HttpMethod.valueOf(method)).uri(href)
                .header("If-Match", etag(api.as(person).get().uri(path).exchange())).body(body).exchange();
    }

    private List<JsonNode> actions(Persona person, String path) {
        return json(api.as(person).get().uri(path).exchange()).get("actions").valueStream().toList();
    }

    /** Returns one body for each value that the action may set. */
    private static Stream<Map<String, ?>> bodies(Persona person, JsonNode action, String shownBy) {
        var number = shownBy.substring(TICKETS.length() + 1);
        if (action.has("to")) {
            var href = action.get("href").asString();
            var field = href.substring(href.lastIndexOf('/') + 1);
            return action.get("to").valueStream().map(to -> Map.of(field, to.asString(), "reason", "text"));
        }
        return Stream.of(switch (action.get("code").asString()) {
            case "NOTE" -> Map.of("body", "text", "visibility", "INTERNAL");
            case "SET_OWNER" -> Map.of("owner", Persona.FABIO.id());
            case "INTERACT" -> Map.of("channel", "TELEPHONE", "purpose", "text", "startedAt", "2026-01-05T13:00:00Z", "endedAt",
                    "2026-01-05T13:05:00Z");
            case "EXCLUDE" -> Map.of("code", "X12", "explanation", "text");
            case "SET_EXTERNAL_REFS" -> Map.of("externalRefs", List.of());
            case "LINK" -> Map.of("type", "RELATED", "ticket", number);
            case "FOLLOW_UP" -> followUp(person, number);
            case "SET_FIELDS" -> Map.of("fields", Map.of());
            case "SET_METADATA" -> Map.of("metadata", Map.of("team", "blue"));
            case "SPLIT" -> Map.of("subject", "text", "messages", List.of());
            case "ESCALATE" -> Map.of("reason", "text");
            default -> Map.of("body", "text", "visibility", "PUBLIC");
        });
    }

    private static Map<String, ?> followUp(Persona person, String number) {
        var request = incident();
        request.put("followUpOf", number);
        if (person == Persona.FABIO) request.put("contact", Persona.BRUNO.email());
        return request;
    }

    private static String href(JsonNode action, String shownBy, String path) {
        return action.get("href").asString().replace(shownBy, path);
    }

    @ParameterizedTest
    @CsvSource({"OPEN,BRUNO,REPLY ATTACH ESCALATE",
            "OPEN,FABIO,REPLY NOTE ATTACH SET_STATUS RESOLVE SET_EXTERNAL_REFS SET_METADATA LINK TAKE SET_OWNER SET_PRIORITY SET_KIND SET_FIELDS INTERACT EXCLUDE SPLIT",
            "RESOLVED,BRUNO,REPLY ATTACH CLOSE REOPEN ESCALATE",
            "RESOLVED,FABIO,REPLY NOTE ATTACH SET_STATUS CLOSE REOPEN SET_EXTERNAL_REFS SET_METADATA LINK TAKE SET_OWNER SET_PRIORITY SET_KIND SET_FIELDS INTERACT SPLIT",
            "WAITING_CUSTOMER,BRUNO,REPLY ATTACH ESCALATE", "CLOSED,BRUNO,FOLLOW_UP",
            "CLOSED,FABIO,FOLLOW_UP SET_EXTERNAL_REFS SET_METADATA LINK"})
    void every_possible_action_is_a_call_that_succeeds(String status, Persona person, String codes) {
        var shownBy = ticketIn(status);
        var possible = actions(person, shownBy).stream().filter(action -> !action.has("reason")).toList();

        assertThat(possible.stream().map(action -> action.get("code").asString()).toList())
                .isEqualTo(codes.isEmpty() ? List.of() : List.of(codes.split(" ")));
        for (var action : possible) bodies(person, action, shownBy).forEach(body -> {
            var path = ticketIn(status);
            perform(person, path, action.get("method").asString(), href(action, shownBy, path), body).expectStatus()
                    .is2xxSuccessful();
        });
    }

    @Test
    void an_action_that_is_refused_for_now_has_its_reason_in_the_callers_language() {
        var path = ticketIn("RESOLVED");
        fixture.collection("tickets").updateOne(eq(fixture.ticketId(path)),
                combine(set("state.customerReopenings", 50), inc("version", 1L)));

        assertThat(reasons("en", path))
                .isEqualTo(Map.of("REPLY", "This ticket has been reopened 50 times; open a new one to go on", "REOPEN",
                        "This ticket has been reopened 50 times; open a new one to go on", "CLOSE", "", "ESCALATE", ""));
        assertThat(reasons("es", path).get("REOPEN"))
                .isEqualTo("Este ticket ya fue reabierto 50 veces; abra otro para continuar");
        for (var action : actions(Persona.BRUNO, path))
            if (action.has("reason"))
                perform(Persona.BRUNO, path, action.get("method").asString(), action.get("href").asString(),
                        bodies(Persona.BRUNO, action, path).findFirst().orElseThrow()).expectStatus().isEqualTo(409);
        assertThat(reasons("en", ticketIn("CLOSED"))).containsOnlyKeys("REPLY", "FOLLOW_UP");
    }

    private Map<String, String> reasons(String language, String path) {
        var ticket = json(api.as(Persona.BRUNO).get().uri(path).header("Accept-Language", language).exchange());
        return ticket.get("actions").valueStream()
                .collect(toMap(action -> action.get("code").asString(), action -> action.path("reason").asString("")));
    }

    @Test
    void answers_have_one_form_of_instants_and_of_customers_and_no_empty_features() {
        var path = ticketIn("WAITING_CUSTOMER");
        fixture.post(Persona.BRUNO, path, "text", "PUBLIC");
        var ticket = json(api.as(Persona.BRUNO).get().uri(path).exchange());
        var listed = json(api.as(Persona.BRUNO).get().uri(TICKETS + "?limit=1").exchange()).at("/items/0");

        assertThat(ticket.has("links") || ticket.has("attachments")).isFalse();
        assertThat(listed.get("customer")).isEqualTo(ticket.get("customer"));
        assertThat(ticket.get("customer").propertyNames()).containsExactly("id", "name");
        var answers = Stream.of(path, path + "/messages", TICKETS)
                .map(each -> text(api.as(Persona.BRUNO).get().uri(each).exchange())).toList().toString();
        var instants = Pattern.compile("\"\\w*At\":\"([^\"]*)\"").matcher(answers).results().map(found -> found.group(1));
        assertThat(instants.toList()).hasSizeGreaterThan(5).allMatch(INSTANT.asMatchPredicate());
    }
}
