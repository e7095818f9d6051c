package io.amparo.ticket.ticket;

import static com.mongodb.client.model.Filters.eq;
import static io.amparo.testkit.ApiClients.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.model.Updates;
import io.amparo.platform.ServiceProperties;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.ticket.TicketServiceTest;
import io.amparo.ticket.sla.Sla.Objective;
import io.amparo.ticket.state.NextDue;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The orders of a list of tickets, page by page. */
@TicketServiceTest
class TicketSortIT {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final int LIMIT = 100;

    @Autowired
    ApiClients api;
    @Autowired
    TicketSummaries summaries;
    @Autowired
    SummaryUpgrade upgrade;
    @Autowired
    MongoClient mongo;
    @Autowired
    ServiceProperties service;

    private ResponseSpec list(String query) {
        return api.as(Persona.FABIO).get().uri("/api/v1/tickets?limit={limit}&" + query, LIMIT).exchange();
    }

    private JsonNode page(String company, String sort, @Nullable String cursor) {
        return json(list("customer=" + company + "&sort=" + sort + (cursor == null ? "" : "&cursor=" + cursor)).expectStatus()
                .isOk());
    }

    private static List<String> numbers(JsonNode page) {
        return page.get("items").valueStream().map(ticket -> ticket.get("number").asString()).toList();
    }

    private void show(String company, String number, Priority priority, Instant updatedAt, @Nullable Instant dueAt) {
        var clock = dueAt == null ? null : new Objective("RESOLUTION", "RUNNING", "PT4H", null, dueAt);
        summaries.show(new TicketSummary(company + number, 1, number, Kind.INCIDENT, Status.OPEN, priority, company, "Company",
                null, "opmon-9", "9.2", "Collector stops", NOW, updatedAt, new NextDue(0, clock), null,
                TicketSummary.Terms.NONE));
    }

    @TestFactory
    Stream<DynamicTest> pages_over_tickets_of_one_instant_skip_and_repeat_none() throws IOException {
        var expected = JsonMapper.shared()
                .readTree(new ClassPathResource("cases/portal/portal-03-pages-with-ties.json").getContentAsString(UTF_8))
                .get("expect");
        return expected.get("allSorts").valueStream().map(JsonNode::asString).map(sort -> DynamicTest.dynamicTest(sort, () -> {
            var company = "ties-" + sort;
            int tickets = expected.get("distinct").asInt();
            var before = IntStream.range(0, tickets).mapToObj(n -> "T-2026-%06d".formatted(999_900 + n)).toList();
            before.forEach(number -> show(company, number, Priority.P2, NOW, NOW));
            var sizes = new ArrayList<Integer>();
            var found = new ArrayList<String>();
            String cursor = null;
            do {
                var page = page(company, sort, cursor);
                var old = numbers(page).stream().filter(before::contains).toList();
                sizes.add(old.size());
                found.addAll(old);
                cursor = page.has("next") ? page.get("next").asString() : null;
                for (int n = 0; n < 20; n++)
                    show(company, "T-2026-%d%06d".formatted(3 + sizes.size(), n), Priority.P1, NOW.plusSeconds(60), NOW);
            } while (cursor != null);

            assertThat(new HashSet<>(found)).hasSize(tickets).hasSameSizeAs(found);
            if (!sort.equals("number") && !sort.equals("next"))
                assertThat(sizes).isEqualTo(expected.get("pages").valueStream().map(JsonNode::asInt).toList());
        }));
    }

    @Test
    void each_order_is_what_its_name_means() {
        show("sorted", "T-2026-999998", Priority.P3, NOW.plusSeconds(3), NOW.plusSeconds(50));
        show("sorted", "T-2026-999999", Priority.P1, NOW.plusSeconds(1), null);
        show("sorted", "T-2026-1000000", Priority.P1, NOW.plusSeconds(2), NOW.plusSeconds(70));
        show("sorted", "T-2027-000001", Priority.P4, NOW, NOW.plusSeconds(60));

        Map.of("-number", "2027-000001 2026-1000000 2026-999999 2026-999998", //
                "number", "2026-999998 2026-999999 2026-1000000 2027-000001", //
                "-updatedAt", "2026-999998 2026-1000000 2026-999999 2027-000001", //
                "priority", "2026-1000000 2026-999999 2026-999998 2027-000001", //
                "next", "2026-999998 2027-000001 2026-1000000 2026-999999")
                .forEach((sort, expected) -> assertThat(numbers(page("sorted", sort, null))).as(sort)
                        .isEqualTo(Stream.of(expected.split(" ")).map(number -> "T-" + number).toList()));
        assertThat(numbers(json(list("customer=sorted").expectStatus().isOk())).getFirst()).isEqualTo("T-2027-000001");
    }

    @Test
    void a_cursor_of_another_order_and_an_unknown_order_are_refused() {
        for (int n = 0; n <= LIMIT; n++) show("cursor", "T-2025-%06d".formatted(n), Priority.P2, NOW, NOW);
        var cursor = page("cursor", "priority", null).get("next").asString();

        assertThat(numbers(page("cursor", "priority", cursor))).hasSize(1);
        for (var other : List.of("sort=next&cursor=" + cursor, "cursor=" + cursor, "sort=priority&cursor=" + cursor + "A"))
            assertThat(json(list(other).expectStatus().isEqualTo(422)).at("/errors/0/field").asString()).as(other)
                    .isEqualTo("cursor");
        var unknown = json(list("sort=subject").expectStatus().isBadRequest());
        assertThat(unknown.at("/errors/0/field").asString()).isEqualTo("sort");
        assertThat(unknown.at("/errors/0/allowed").valueStream().map(JsonNode::asString)).contains("-updatedAt", "next");
    }

    @Test
    void summaries_of_an_older_build_are_listed_and_get_the_keys_of_the_other_orders() {
        var opened = IntStream.range(0, 3).mapToObj(_ -> json(api.as(Persona.CARLA).post().uri("/api/v1/tickets")
                .body(TicketSortIT.incident()).exchange().expectStatus().isCreated()).get("number").asString()).toList()
                .reversed();
        var stored = mongo.getDatabase(service.database()).getCollection("ticket_summaries");
        opened.forEach(number -> stored.updateOne(eq("state.number", number), Updates.combine(Updates.unset("state.words"),
                Updates.unset("state.updatedKey"), Updates.unset("state.priorityKey"), Updates.unset("next.content.dueKey"))));

        assertThat(numbers(page("borealis", "-number", null))).containsSubsequence(opened);
        upgrade.run();
        for (var sort : List.of("-updatedAt", "priority", "next"))
            assertThat(numbers(page("borealis", sort, null))).as(sort).containsAll(opened);
        assertThat(Objects.requireNonNull(stored.find(eq("state.number", opened.getFirst())).first()).getLong("version"))
                .isEqualTo(1);
    }

    private static Map<String, Object> incident() {
        return Map.of("kind", "INCIDENT", "subject", "Collector stopped", "description", "No data since 10:00", "product",
                "opmon-9", "version", "9.2", "effect", "INTERRUPTION", "impact", "HIGH", "urgency", "HIGH");
    }
}
