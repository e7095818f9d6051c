package io.amparo.sla.engine;

import static io.amparo.sla.clock.ClockFixtures.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.Event;
import io.amparo.events.knowledge.KnowledgeEvent.ArticlePublished;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.sla.SlaEvent.SlaCancelled;
import io.amparo.events.sla.SlaEvent.SlaCycleStarted;
import io.amparo.events.ticket.TicketEvent.CustomerReplied;
import io.amparo.events.ticket.TicketEvent.Person;
import io.amparo.events.ticket.TicketEvent.TicketDeclined;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.events.ticket.TicketEvent.TicketSplit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;

/** The engine while tickets are split, declined and answered. */
class TicketChangesTest {
    private static final Person BRUNO = new Person("acme-bruno", "Bruno Lima", "pt-BR");

    @TempDir
    Path state;
    private EngineDriver engine;

    @BeforeEach
    void start() {
        engine = TermChangesTest.engine(state);
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    @Tag("R5.5")
    void split_keeps_the_source_and_the_new_ticket_has_its_own_clocks() {
        engine.publish("amparo.tickets", opened("t1"));
        engine.advanceTo(at("2026-07-20T12:00-03:00"));
        engine.drainEvents();

        engine.publish("amparo.tickets",
                new TicketSplit("t1", "T-t1", "acme", "t2", "T-t2", List.of("m1"), "fabio", engine.now()));
        engine.publish("amparo.tickets", opened("t2"));
        var events = engine.drainEvents();

        assertThat(events).extracting(Event::id).containsExactly("t2/TICKET/1/terms-7", "t2/TICKET/1/assigned");
        assertThat(((SlaAssigned) events.getLast().data()).clocks().getFirst().dueAt()).isEqualTo(at("2026-07-20T16:00-03:00"));

        engine.advanceTo(at("2026-07-20T14:00:01-03:00"));
        assertThat(engine.drainEvents()).extracting(Event::id).contains("t1/FIRST_RESPONSE/1/breached");
    }

    @Test
    @Tag("R5.5")
    void split_cancels_next_response_and_the_next_question_gets_a_full_budget() {
        engine.publish("amparo.customers", TermChangesTest.contract("full", null, engine.now()));
        engine.publish("amparo.tickets", opened("t1"));
        engine.publish("amparo.tickets", TermChangesTest.reply(engine.now()));
        for (var question : List.of("m2", "m3"))
            engine.publish("amparo.tickets", new CustomerReplied("t1", "T-t1", "acme", question, BRUNO, engine.now()));
        engine.advanceTo(at("2026-07-20T11:00-03:00"));
        engine.drainEvents();

        engine.publish("amparo.tickets",
                new TicketSplit("t1", "T-t1", "acme", "t2", "T-t2", List.of("m2"), "fabio", engine.now()));
        assertThat(engine.drainEvents()).as("events while one question is left").isEmpty();

        engine.publish("amparo.tickets",
                new TicketSplit("t1", "T-t1", "acme", "t3", "T-t3", List.of("m3", "m3"), "fabio", engine.now().plusMillis(1)));
        assertThat(engine.drainEvents()).singleElement().satisfies(event -> {
            assertThat(event.id()).isEqualTo("t1/NEXT_RESPONSE/1/cancelled");
            assertThat(((SlaCancelled) event.data()).code()).isEqualTo("SPLIT");
        });

        engine.advanceTo(at("2026-07-20T11:30-03:00"));
        engine.drainEvents();
        engine.publish("amparo.tickets", new CustomerReplied("t1", "T-t1", "acme", "m4", BRUNO, engine.now()));
        var started = (SlaCycleStarted) engine.drainEvents().getLast().data();
        assertThat(started.clocks()).filteredOn(clock -> clock.metric().equals("NEXT_RESPONSE")).singleElement()
                .satisfies(clock -> assertThat(clock.dueAt()).isEqualTo(at("2026-07-20T13:30-03:00")));
    }

    @Test
    @Tag("R8.2")
    void repeated_declined_status_cancels_each_clock_once() {
        engine.publish("amparo.tickets", opened("t1"));
        engine.drainEvents();

        engine.publish("amparo.tickets", new io.amparo.events.ticket.TicketEvent.StatusChanged("t1", "T-t1", "acme", "OPEN",
                "DECLINED", "fabio", "X05", engine.now()));
        engine.publish("amparo.tickets",
                new TicketDeclined("t1", "T-t1", "acme", BRUNO, "s", "X05", "8", "an operating system", "fabio", engine.now()));
        engine.advance(Duration.ofDays(3));

        assertThat(engine.drainEvents()).extracting(Event::id).containsExactly("t1/FIRST_RESPONSE/1/cancelled",
                "t1/RESOLUTION/1/cancelled");
    }

    @Test
    void customer_message_starts_next_response_with_its_due_instant() {
        engine.publish("amparo.customers", TermChangesTest.contract("full", null, engine.now()));
        engine.publish("amparo.tickets", opened("t1"));
        engine.publish("amparo.tickets", TermChangesTest.reply(engine.now()));
        engine.advanceTo(at("2026-07-20T11:00-03:00"));
        engine.drainEvents();

        engine.publish("amparo.tickets", new CustomerReplied("t1", "T-t1", "acme", "m2", BRUNO, engine.now()));
        var started = (SlaCycleStarted) engine.drainEvents().getLast().data();

        assertThat(started.clocks()).filteredOn(clock -> clock.metric().equals("NEXT_RESPONSE")).singleElement()
                .satisfies(clock -> assertThat(clock.dueAt()).isEqualTo(at("2026-07-20T13:00-03:00")));
    }

    @Test
    @Tag("R3.4")
    void knowledge_events_start_no_clock() {
        var topics = inputs();
        assertThat(topics).containsKeys("amparo.topics", "slaEngine-in-0", "slaEngine-in-2");
        assertThat(topics.values()).anyMatch(it -> it.contains("amparo.tickets"))
                .noneMatch(it -> it.contains("knowledge") || it.contains("forum"));

        engine.publish("amparo.tickets",
                new ArticlePublished("a1", "slug", "RESOLUTION", "pt-BR", "t", "opmon-9", engine.now(), "STAFF"));
        engine.advance(Duration.ofDays(1));

        assertThat(engine.drainEvents()).isEmpty();
        assertThat(engine.read("amparo.tickets.test.dlt")).isEmpty();
    }

    /** Returns the configured topics of the service and of each input of the engine. */
    private static Map<String, String> inputs() {
        var yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ClassPathResource("application.yaml"));
        var properties = Objects.requireNonNull(yaml.getObject());
        var pattern = Pattern
                .compile("(?:spring\\.cloud\\.stream\\.bindings\\.)?(amparo\\.topics|.+-in-\\d+)(?:\\.destination)?");
        return properties.stringPropertyNames().stream().map(pattern::matcher).filter(Matcher::matches)
                .collect(Collectors.toMap(found -> found.group(1), found -> properties.getProperty(found.group())));
    }

    private TicketOpened opened(String id) {
        return TermChangesTest.opened(id, engine.now());
    }
}
