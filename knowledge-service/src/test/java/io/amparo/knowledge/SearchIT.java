package io.amparo.knowledge;

import static io.amparo.testkit.ApiClients.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.testkit.ApiClients;
import io.amparo.testkit.HttpStub;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.JsonNode;

@ServiceTest({"amparo.demo=true", "amparo.search.refresh=200ms"})
class SearchIT {
    private static final String BACKUP = "fazer-e-restaurar-o-backup-da-configuracao";
    private static final Map<String, Object> TICKET = Map.ofEntries(entry("number", "T-2026-000123"), entry("kind", "INCIDENT"),
            entry("status", "OPEN"), entry("priority", "P2"), entry("customer", Map.of("id", "acme", "name", "Acme Telecom")),
            entry("product", "opmon-9"), entry("version", "9.2"), entry("subject", "O backup falha"),
            entry("openedAt", "2026-11-27T14:00:00Z"), entry("updatedAt", "2026-11-27T14:05:12Z"), entry("unread", false));
    private static final HttpStub TICKETS = HttpStub.ofService("ticket-service").respondTo("/api/v1/tickets",
            _ -> Map.of("items", List.of(TICKET), "limit", 7));

    @DynamicPropertySource
    static void ticketService(DynamicPropertyRegistry registry) {
        registry.add("amparo.ticket.url", TICKETS::url);
    }

    @Autowired
    ApiClients api;

    @AfterEach
    void reset_stub() {
        TICKETS.failWith(0);
        TICKETS.handleWith(null);
        assertThat(TICKETS.violations()).isEmpty();
    }

    private JsonNode search(Persona persona, String query) {
        return json(api.as(persona).get().uri("/api/v1/search?" + query).exchange().expectStatus().isOk());
    }

    private static List<String> ids(JsonNode found) {
        return texts(found.path("items"), "id").toList();
    }

    private static Stream<String> texts(JsonNode items, String field) {
        return items.valueStream().map(each -> each.path(field).asString());
    }

    @Test
    void ticket_service_gets_a_query_without_control_characters() {
        var sent = new AtomicReference<String>();
        TICKETS.handleWith(exchange -> {
            sent.set(exchange.getRequestURI().getRawQuery());
            exchange.sendResponseHeaders(403, -1);
            exchange.close();
        });

        json(api.as(Persona.ANA).get().uri("/api/v1/search?in=tickets&q={q}", "\0backup\u001b").exchange().expectStatus().isOk());

        assertThat(UriUtils.decode(sent.get(), UTF_8)).contains("backup").doesNotContainPattern("\\p{Cntrl}");
    }

    @Tag("R2.4")
    @Test
    void pages_of_a_search_have_all_hits_once_and_the_same_facets() {
        var first = search(Persona.DAVI, "q=servidor&in=articles&limit=10");
        var second = search(Persona.DAVI, "q=servidor&in=articles&limit=10&cursor=" + first.path("next").asString());

        assertThat(Stream.concat(ids(first).stream(), ids(second).stream())).hasSize(20).doesNotHaveDuplicates();
        assertThat(second.path("facets")).isEqualTo(first.path("facets"));
        assertThat(first.at("/facets/byCollection/0/count").asInt()).isEqualTo(first.path("total").asInt()).isGreaterThan(20);
        assertThat(texts(first.at("/facets/byKind"), "value")).contains("PROCEDURE", "RESOLUTION", "INFORMATION");
        assertThat(ids(search(Persona.DAVI, "q=backup&kind=CHANGE_LOG"))).contains("novidades-do-opmon-9-1")
                .doesNotContain(BACKUP);
    }

    @Test
    void completions_are_titles_that_begin_so() {
        var found = json(api.as(Persona.DAVI).get().uri("/api/v1/search/completions?q={q}", "alertas por e-m").exchange());

        assertThat(found.at("/items/0/title").asString()).isEqualTo("Alertas por e-mail não chegam");
        assertThat(found.at("/items/0/href").asString()).isEqualTo("/api/v1/articles/alertas-por-e-mail-nao-chegam");
    }

    @Test
    void tickets_that_the_caller_may_read_follow_the_articles() {
        var found = search(Persona.ANA, "q=backup&in=articles,tickets");

        assertThat(ids(found)).startsWith(BACKUP).endsWith("T-2026-000123");
        assertThat(found.path("unavailable")).isEmpty();
        assertThat(texts(found.at("/facets/byCollection"), "value")).containsExactly("articles", "tickets");
        assertThat(ids(search(Persona.ANA, "q=backup&in=tickets"))).containsExactly("T-2026-000123");
        assertThat(ids(search(Persona.ANA, "q=backup"))).as("only by request").doesNotContain("T-2026-000123");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503})
    void without_ticket_service_the_other_collections_are_answered(int status) {
        TICKETS.failWith(status);

        var found = search(Persona.ANA, "q=backup&in=articles,tickets");

        assertThat(ids(found)).contains(BACKUP);
        assertThat(found.path("unavailable").valueStream().map(JsonNode::asString)).containsExactly("tickets");
    }

    @Test
    void caller_who_may_not_list_tickets_gets_the_other_collections() {
        TICKETS.failWith(403);

        var found = search(Persona.ANA, "q=backup&in=articles,tickets");

        assertThat(ids(found)).contains(BACKUP);
        assertThat(found.path("unavailable")).isEmpty();
    }

    @Test
    void searches_without_result_are_counted_without_persons() {
        for (int i = 0; i < 2; i++) search(Persona.ANA, "q=Crisântemos azuis");
        search(Persona.ANA, "q=zxcvb");
        search(Persona.ANA, "q=zxcvb@example.org");
        search(Persona.ANA, "q=99912345678");
        search(Persona.ANA, "q=backup");

        await().untilAsserted(() -> assertThat(emptySearches("")).startsWith("crisantemos azuis 2", "zxcvb 1").hasSize(2));
        assertThat(emptySearches("?to=2026-01-01")).isEmpty();
        assertThat(emptySearches("?limit=1")).hasSize(1);
        var next = json(api.as(Persona.FABIO).get().uri("/api/v1/search/reports/empty?limit=1").exchange()).path("next")
                .asString();
        assertThat(emptySearches("?limit=1&cursor=" + next)).containsExactly("zxcvb 1");
    }

    private List<String> emptySearches(String query) {
        return json(api.as(Persona.FABIO).get().uri("/api/v1/search/reports/empty" + query).exchange()).path("items")
                .valueStream().map(each -> each.path("query").asString() + " " + each.path("count").asInt()).toList();
    }
}
