package io.amparo.ticket;

import static com.mongodb.client.model.Filters.eq;
import static io.amparo.testkit.ApiClients.etag;
import static io.amparo.testkit.ApiClients.json;
import static io.amparo.ticket.TicketFixture.TICKETS;
import static io.amparo.ticket.TicketFixture.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.event.CommandSucceededEvent;
import io.amparo.clients.EventClient;
import io.amparo.events.sla.SlaEvent.Clock;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.sla.SlaEvent.SlaMet;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Lists of tickets read small documents, also of tickets with large messages, and show the caller's own changes. */
@TicketServiceTest
@Import(TicketListIT.CommandCounting.class)
class TicketListIT {
    private static final FoundDocuments FOUND = new FoundDocuments();

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    TicketFixture fixture;

    /**
     * Records the collections and the sizes of the documents that queries of this service return, except those of its schedulers.
     */
    static final class FoundDocuments implements CommandListener {
        private final List<String> collections = new CopyOnWriteArrayList<>();
        private final List<Integer> sizes = new CopyOnWriteArrayList<>();

        @Override
        public void commandStarted(CommandStartedEvent event) {
            if (event.getCommandName().equals("find") && !Thread.currentThread().getName().startsWith("scheduling-"))
                collections.add(event.getCommand().getString("find").getValue());
        }

        @Override
        public void commandSucceeded(CommandSucceededEvent event) {
            if (!event.getCommandName().equals("find")) return;
            event.getResponse().getDocument("cursor").getArray("firstBatch")
                    .forEach(found -> sizes.add(found.asDocument().toJson().length()));
        }

        void clear() {
            collections.clear();
            sizes.clear();
        }
    }

    @TestConfiguration
    static class CommandCounting {
        @Bean
        MongoClientSettingsBuilderCustomizer commandListener() {
            return settings -> settings.addCommandListener(FOUND);
        }
    }

    private MongoCollection<Document> summaries() {
        return fixture.collection("ticket_summaries");
    }

    @Test
    void each_value_of_a_repeated_filter_counts() {
        var fabio = api.as(Persona.FABIO);
        var open = path(fixture.openTicket(Persona.BRUNO));
        var begun = path(fixture.openTicket(Persona.BRUNO));
        var etag = etag(fabio.get().uri(begun).exchange());
        fabio.put().uri(begun + "/status").header("If-Match", etag).body(Map.of("status", "IN_PROGRESS")).exchange()
                .expectStatus().isOk();

        assertThat(paths("status=OPEN")).contains(open).doesNotContain(begun);
        assertThat(paths("status=OPEN&status=IN_PROGRESS&status=RESOLVED")).contains(open, begun);
        assertThat(paths("status=RESOLVED&priority=P1&priority=P2")).doesNotContain(open, begun);
    }

    private List<String> paths(String filter) {
        return json(api.as(Persona.FABIO).get().uri(TICKETS + "?limit=100&" + filter).exchange()).path("items").valueStream()
                .map(TicketFixture::path).toList();
    }

    @Test
    void a_list_of_huge_tickets_loads_little_and_a_reply_still_works() {
        var text = "語".repeat(49_000);
        var path = path(fixture.openTicket(Persona.CARLA));
        for (int i = 0; i < 130; i++) fixture.post(Persona.CARLA, path, text, "PUBLIC");
        for (int i = 0; i < 24; i++) fixture.post(Persona.CARLA, path(fixture.openTicket(Persona.CARLA)), text, "PUBLIC");
        FOUND.clear();

        var list = json(
                api.as(Persona.FABIO).get().uri(TICKETS + "?customer=borealis&limit=25").exchange().expectStatus().isOk());

        assertThat(list.get("items")).hasSize(25);
        assertThat(FOUND.collections).contains("ticket_summaries").doesNotContain("messages");
        assertThat(FOUND.sizes.stream().mapToInt(size -> size).sum()).isBetween(1, 50_000);

        FOUND.clear();
        fixture.post(Persona.FABIO, path, "Please send less", "PUBLIC");
        assertThat(FOUND.sizes.stream().mapToInt(size -> size).sum()).isBetween(1, 50_000);

        FOUND.clear();
        var ticket = json(api.as(Persona.FABIO).get().uri(path).exchange().expectStatus().isOk());
        assertThat(ticket.get("timeline")).hasSize(50);
        assertThat(FOUND.sizes.stream().mapToInt(size -> size).sum()).isBetween(1, 1_000_000);
    }

    @Test
    void the_caller_finds_the_own_change_at_once() {
        var bruno = api.as(Persona.BRUNO);
        for (int i = 0; i < 10; i++) {
            var ticket = fixture.openTicket(Persona.BRUNO);
            assertThat(json(bruno.get().uri(TICKETS + "?limit=1").exchange()).at("/items/0/number"))
                    .isEqualTo(ticket.get("number"));

            api.as(Persona.FABIO).put().uri(path(ticket) + "/status")
                    .header("If-Match", etag(bruno.get().uri(path(ticket)).exchange())).body(Map.of("status", "RESOLVED"))
                    .exchange().expectStatus().isOk();
            assertThat(json(bruno.get().uri(TICKETS + "?limit=1&status=RESOLVED").exchange()).at("/items/0/number"))
                    .isEqualTo(ticket.get("number"));
        }
    }

    @Test
    void a_list_is_one_query_and_shows_the_clock_that_is_due_first() {
        var ticket = fixture.openTicket(Persona.BRUNO);
        var opened = kafka.receive(TicketOpened.class, each -> path(ticket).endsWith(each.number()));
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var response = new Clock("FIRST_RESPONSE", 1, "PT30M", "PT0S", now.plusSeconds(1_800));
        var resolution = new Clock("RESOLUTION", 1, "PT4H", "PT0S", now.plusSeconds(14_400));
        kafka.publish(opened.ticketId() + "/assigned", opened.ticketId(), 1,
                new SlaAssigned(opened.ticketId(), opened.number(), "acme", "s", "INCIDENT", "P1", "premium-24x7", 1, "24x7",
                        "America/Sao_Paulo", List.of(resolution, response), now));
        await().untilAsserted(() -> assertThat(next(opened)).isEqualTo("FIRST_RESPONSE"));

        kafka.publish(opened.ticketId() + "/met", opened.ticketId(), 2, new SlaMet(opened.ticketId(), opened.number(), "acme",
                "FIRST_RESPONSE", 1, response.dueAt(), false, "PT1M", now.plusSeconds(60), null));
        await().untilAsserted(() -> assertThat(next(opened)).isEqualTo("RESOLUTION"));

        FOUND.clear();
        json(api.as(Persona.BRUNO).get().uri(TICKETS + "?status=OPEN").exchange());
        assertThat(FOUND.collections).containsExactly("ticket_summaries");
    }

    private String next(TicketOpened opened) {
        return json(api.as(Persona.BRUNO).get().uri(TICKETS + "?q=" + opened.number()).exchange()).at("/items/0/next/metric")
                .asString();
    }

    @Test
    void filters_select_by_every_field_and_by_text() {
        var number = fixture.openTicket(Persona.BRUNO).get("number").asString();

        for (var query : List.of("status=OPEN", "kind=INCIDENT", "priority=P1", "product=opmon-9", "q=COLLECTOR", "q=" + number))
            assertThat(json(api.as(Persona.BRUNO).get().uri(TICKETS + "?limit=1&" + query).exchange()).at("/items/0/number")
                    .asString()).as(query).isEqualTo(number);
        for (var query : List.of("status=CLOSED", "kind=CONSULTANCY", "priority=P4", "product=opmon-8", "q=.*"))
            assertThat(json(api.as(Persona.BRUNO).get().uri(TICKETS + "?limit=1&" + query).exchange()).get("items")).as(query)
                    .isEmpty();
    }

    @Test
    void a_summary_that_a_crash_left_out_is_written_by_the_event() {
        var ticket = fixture.openTicket(Persona.BRUNO);
        var opened = kafka.receive(TicketOpened.class, each -> path(ticket).endsWith(each.number()));
        var crashed = new TicketOpened("crashed", "T-2026-000000", opened.customerId(), opened.customerName(), opened.contact(),
                opened.kind(), opened.priority(), opened.product(), opened.version(), opened.subject(), opened.openedAt(),
                opened.via(), opened.sla());
        // Another process has stored this ticket and crashed.
        var stored = Objects.requireNonNull(fixture.collection("tickets").find(eq(opened.ticketId())).first());
        stored.get("state", Document.class).append("id", crashed.ticketId()).append("number", crashed.number());
        fixture.collection("tickets").insertOne(stored.append("_id", crashed.ticketId()));

        kafka.publish(crashed.ticketId(), 1_000_000, crashed);

        await().until(() -> summaries().find(eq(crashed.ticketId())).first() != null);
        var next = Objects.requireNonNull(summaries().find(eq(crashed.ticketId())).first()).get("next", Document.class);
        assertThat(next).containsKey("sequence");
        assertThat(json(api.as(Persona.BRUNO).get().uri(TICKETS + "?q=" + crashed.number()).exchange()).get("items")).hasSize(1);
    }
}
