package io.amparo.sla.clock;

import static io.amparo.sla.clock.ClockFixtures.at;
import static io.amparo.sla.clock.ClockFixtures.objective;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.Event;
import io.amparo.events.customer.CustomerEvent.AdvisorPackage;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.events.knowledge.KnowledgeEvent.ArticlePublished;
import io.amparo.events.product.ProductEvent.ProductChanged;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.sla.SlaEvent.SlaCancelled;
import io.amparo.events.sla.SlaEvent.SlaRedated;
import io.amparo.events.sla.SlaEvent.SlaResumed;
import io.amparo.events.sla.SlaEvent.SlaTermsChanged;
import io.amparo.events.ticket.TicketEvent.CustomerReplied;
import io.amparo.events.ticket.TicketEvent.Person;
import io.amparo.events.ticket.TicketEvent.PublicReplySent;
import io.amparo.events.ticket.TicketEvent.SlaDefinition;
import io.amparo.events.ticket.TicketEvent.TicketDeclined;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.events.ticket.TicketEvent.TicketSplit;
import io.amparo.sla.calendar.CalendarFixtures;
import io.amparo.sla.calendar.PublishedCalendar;
import io.amparo.sla.calendar.Tzdata;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.plan.SlaPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;

/** The engine while contracts and products change under open tickets. */
class LivingTermsTest {
    private static final Instant OPENED = at("2026-07-20T10:00-03:00");
    private static final Person BRUNO = new Person("bruno@acme.example", "Bruno Lima", "pt-BR");

    @TempDir
    Path state;
    private EngineDriver engine;

    @BeforeEach
    void start() {
        engine = new EngineDriver(state, OPENED.minusSeconds(60));
        engine.publishes("a", "z", "full");
        engine.says("amparo.customers", contract("a", LocalDate.of(2027, 12, 31)));
        engine.until(OPENED);
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    @Tag("R6.3")
    void a_package_that_is_taken_away_redates_each_running_clock_of_that_customer_once() {
        engine.says("amparo.tickets", opened("t1", "INCIDENT"));
        var told = engine.told();
        assertThat(told).extracting(Event::id).containsExactly("t1/TICKET/1/terms-7", "t1/TICKET/1/assigned");
        var assigned = (SlaAssigned) told.getLast().data();
        assertThat(assigned.calendar()).isEqualTo("z");
        assertThat(assigned.clocks()).extracting("dueAt").containsExactly(at("2026-07-20T14:00-03:00"),
                at("2026-07-20T18:00-03:00"));
        assertThat(assigned.clocks()).extracting("tzdata").containsOnly(Tzdata.ofThisJvm().version());
        engine.until(at("2026-07-20T11:00-03:00"));
        engine.says("amparo.tickets", reply("t1"));
        engine.until(at("2026-07-20T15:00-03:00"));
        engine.says("amparo.customers", contract("a", null));
        engine.says("amparo.customers", contract("a", null));
        engine.passes(Duration.ofSeconds(1));
        engine.told().stream().map(Event::data).filter(SlaTermsChanged.class::isInstance).map(SlaTermsChanged.class::cast)
                .forEach(it -> assertThat(it.terms()).singleElement()
                        .satisfies(term -> assertThat(term.what()).isEqualTo("COVER")));
        // Both calendars are open, so no due instant moves. Overnight, in the other direction, it does.
        engine.until(at("2026-07-20T17:00-03:00"));
        engine.says("amparo.tickets", opened("t2", "INCIDENT"));
        engine.told();
        engine.says("amparo.customers", contract("a", LocalDate.of(2027, 12, 31)));
        engine.passes(Duration.ofSeconds(1));
        var redated = redated();
        assertThat(redated).extracting(it -> it.ticketId() + " " + it.metric()).containsExactlyInAnyOrder("t2 FIRST_RESPONSE",
                "t2 RESOLUTION");
        assertThat(redated).filteredOn(it -> it.metric().equals("RESOLUTION")).singleElement().satisfies(it -> {
            assertThat(it.from()).isEqualTo(at("2026-07-21T15:00-03:00"));
            assertThat(it.to()).isEqualTo(at("2026-07-21T01:00-03:00"));
            assertThat(it.cause()).isEqualTo("COVER");
        });
    }

    @Test
    void another_plan_in_the_contract_counts_for_running_tickets_from_then_on_and_is_told_once() {
        engine.says("amparo.tickets", opened("t1", "INCIDENT"));
        engine.until(at("2026-07-20T17:00-03:00"));
        engine.told();
        engine.says("amparo.customers", contract("full", null));
        engine.passes(Duration.ofSeconds(1));
        var ids = engine.told().stream().map(Event::id).toList();
        assertThat(ids).contains("t1/TICKET/1/resumed-" + at("2026-07-20T17:00-03:00").toEpochMilli())
                .anyMatch(id -> id.startsWith("t1/TICKET/1/terms-"));
        engine.isDown(Duration.ofMinutes(1));
        engine.publishes("a", "z", "full");
        engine.passes(Duration.ofSeconds(30));
        assertThat(engine.told()).isEmpty();
    }

    @Test
    void a_ticket_that_is_heard_of_late_begins_by_what_was_agreed_when_it_was_opened() {
        var late = opened("t1", "INCIDENT");
        engine.until(OPENED.plusSeconds(300));
        engine.says("amparo.customers", contract("a", null));
        engine.says("amparo.customers", contract("a", null));
        engine.says("amparo.tickets", late);
        var told = engine.told().stream().map(Event::data).toList();
        var assigned = (SlaAssigned) told.stream().filter(SlaAssigned.class::isInstance).findFirst().orElseThrow();
        assertThat(assigned.calendar()).isEqualTo("z");
        assertThat(assigned.assignedAt()).isEqualTo(OPENED);
        var terms = (SlaTermsChanged) told.getFirst();
        assertThat(terms.terms()).filteredOn(term -> term.what().equals("COVER")).extracting(term -> term.since())
                .containsExactly(OPENED, OPENED.plusSeconds(300));
        engine.says("amparo.customers", contract("full", null));
        engine.until(OPENED.plusSeconds(600));
        engine.told();
        engine.says("amparo.tickets", new TicketOpened("t2", "T-t2", "acme", "Acme", BRUNO, "INCIDENT", "P1", "opmon-8", "8.9",
                "s", OPENED.plusSeconds(299), "EDITION", new SlaDefinition("a", 1, "a", "America/Sao_Paulo", List.of())));
        assertThat(((SlaTermsChanged) engine.told().stream().map(Event::data).filter(SlaTermsChanged.class::isInstance)
                .findFirst().orElseThrow()).terms()).extracting(term -> term.what() + " " + term.value())
                .contains("PLAN a/1", "PLAN full/1");
    }

    @Test
    void a_late_ticket_that_waits_for_its_calendar_changes_its_terms_once() {
        var late = opened("t1", "INCIDENT");
        engine.says("amparo.sla-policies", ClockFixtures
                .plan("q", List.of(objective("P1", Metric.RESOLUTION, 8, "q")), SlaPlan.Reopening.RESUME, List.of()).event());
        engine.until(OPENED.plusSeconds(300));
        engine.says("amparo.customers", contract("q", null));
        engine.says("amparo.tickets", late);
        engine.passes(Duration.ofSeconds(10));
        var calendar = new PublishedCalendar("q", 1, "q", CalendarFixtures.calendar("A"), Instant.EPOCH);
        engine.says("amparo.sla-policies", calendar.event());
        engine.passes(Duration.ofSeconds(10));
        var terms = engine.told().stream().map(Event::data).filter(SlaTermsChanged.class::isInstance)
                .flatMap(it -> ((SlaTermsChanged) it).terms().stream()).filter(term -> term.what().equals("PLAN")).distinct()
                .toList();
        assertThat(terms).extracting(term -> term.value() + " " + term.since()).containsExactly("a/1 " + OPENED,
                "q/1 " + OPENED.plusSeconds(300));
    }

    @Test
    void a_contract_with_a_date_that_is_none_is_laid_aside_itself_and_not_its_tickets() {
        var whole = contract("a", LocalDate.of(2027, 12, 31));
        for (var broken : List.of(with(whole, new AdvisorPackage("incidente-24x7", null, null, null), engine.now()),
                with(whole, whole.packages().getFirst(), null)))
            engine.says("amparo.customers", broken);
        engine.says("amparo.tickets", opened("t1", "INCIDENT"));
        assertThat(engine.told()).extracting(Event::data).last().isInstanceOf(SlaAssigned.class);
        assertThat(engine.read("amparo.tickets.test.dlt")).isEmpty();
        assertThat(engine.read("amparo.customers.test.dlt")).hasSize(2);
    }

    private static ContractChanged with(ContractChanged whole, AdvisorPackage booked, @Nullable Instant changedAt) {
        return new ContractChanged(whole.customerId(), whole.name(), whole.edition(), whole.validFrom(), whole.validTo(),
                whole.slaPlan(), whole.language(), whole.zone(), List.of(), List.of(booked), List.of(), List.of(), List.of(),
                changedAt);
    }

    @Test
    void a_contact_who_is_named_moves_no_clock() {
        engine.says("amparo.tickets", opened("t1", "INCIDENT"));
        engine.told();
        engine.says("amparo.customers", contract("a", LocalDate.of(2027, 12, 31)));
        engine.passes(Duration.ofSeconds(1));
        assertThat(engine.told()).isEmpty();
    }

    @Test
    @Tag("R10.2")
    void the_end_of_a_product_cancels_its_open_clocks_on_the_day_in_the_customers_zone() {
        engine.says("amparo.tickets", opened("t1", "INCIDENT"));
        engine.says("amparo.customers", contract("a", null));
        engine.passes(Duration.ofSeconds(1));
        engine.says("amparo.tickets", new io.amparo.events.ticket.TicketEvent.StatusChanged("t1", "T-t1", "acme", "OPEN",
                "WAITING_CUSTOMER", "fabio", null, engine.now()));
        engine.says("amparo.products", product(LocalDate.of(2026, 7, 22)));
        engine.passes(Duration.ofSeconds(11));
        engine.told();
        engine.until(at("2026-07-21T23:59:59-03:00"));
        assertThat(engine.told()).isEmpty();
        engine.passes(Duration.ofSeconds(12));
        assertThat(engine.told()).extracting(Event::data).hasSize(2).allSatisfy(it -> {
            assertThat(it).isInstanceOf(SlaCancelled.class);
            assertThat(((SlaCancelled) it).because()).isEqualTo("END_OF_LIFE");
            assertThat(((SlaCancelled) it).cancelledAt()).isEqualTo(at("2026-07-22T00:00-03:00"));
        });
    }

    @Test
    @Tag("R10.2")
    void a_ticket_of_a_product_that_has_just_ended_is_promised_nothing_and_others_of_it_hear_of_the_end() {
        engine.says("amparo.tickets", opened("t1", "INCIDENT"));
        engine.told();
        engine.says("amparo.products", product(LocalDate.of(2026, 7, 20)));
        engine.says("amparo.tickets", opened("t2", "INCIDENT"));
        assertThat(engine.told()).extracting(Event::id).containsExactly("t2/TICKET/1/terms-8");
        engine.passes(Duration.ofMillis(100));
        assertThat(engine.told()).extracting(Event::id).contains("t1/FIRST_RESPONSE/1/cancelled", "t1/RESOLUTION/1/cancelled");
    }

    @Test
    void what_is_no_product_stops_nothing() {
        engine.says("amparo.tickets", opened("t1", "INCIDENT"));
        engine.saysBytes("amparo.products", "no product");
        engine.says("amparo.products", product(LocalDate.of(2026, 7, 21)));
        engine.told();
        engine.until(at("2026-07-20T14:00:01-03:00"));
        assertThat(engine.told()).extracting(Event::id).contains("t1/FIRST_RESPONSE/1/breached");
        engine.until(at("2026-07-21T00:00:30-03:00"));
        assertThat(engine.told()).extracting(Event::id).contains("t1/FIRST_RESPONSE/1/cancelled");
    }

    @Test
    void a_ticket_whose_opening_was_laid_aside_is_on_no_roll() {
        engine.says("amparo.tickets", new TicketOpened("t9", "T-t9", "acme", "Acme", BRUNO, "INCIDENT", "P1", "opmon-8", "8.9",
                "s", Instant.parse("9999-01-01T00:00:00Z"), "EDITION", null));
        assertThat(engine.read("amparo.tickets.test.dlt")).hasSize(1);
        engine.says("amparo.customers", contract("z", null));
        engine.passes(Duration.ofSeconds(1));
        engine.says("amparo.tickets", opened("t1", "INCIDENT"));
        assertThat(engine.told()).extracting(Event::id).contains("t1/TICKET/1/assigned");
    }

    @Test
    @Tag("R5.5")
    void a_split_leaves_the_source_as_it_is_and_the_new_ticket_has_clocks_of_its_own() {
        engine.says("amparo.tickets", opened("t1", "INCIDENT"));
        engine.until(at("2026-07-20T12:00-03:00"));
        engine.told();
        engine.says("amparo.tickets", new TicketSplit("t1", "T-t1", "acme", "t2", "T-t2", List.of("m1"), "fabio", engine.now()));
        engine.says("amparo.tickets", opened("t2", "INCIDENT"));
        var told = engine.told();
        assertThat(told).extracting(Event::id).containsExactly("t2/TICKET/1/terms-7", "t2/TICKET/1/assigned");
        assertThat(((SlaAssigned) told.getLast().data()).clocks().getFirst().dueAt()).isEqualTo(at("2026-07-20T16:00-03:00"));
        engine.until(at("2026-07-20T14:00:01-03:00"));
        assertThat(engine.told()).extracting(Event::id).contains("t1/FIRST_RESPONSE/1/breached");
    }

    @Test
    @Tag("R5.5")
    void a_question_that_goes_to_a_ticket_of_its_own_is_owed_no_response_here_and_the_next_one_is_owed_a_whole_one() {
        engine.says("amparo.customers", contract("full", null));
        engine.says("amparo.tickets", opened("t1", "INCIDENT"));
        engine.says("amparo.tickets", reply("t1"));
        for (var question : List.of("m2", "m3"))
            engine.says("amparo.tickets", new CustomerReplied("t1", "T-t1", "acme", question, BRUNO, engine.now()));
        engine.until(at("2026-07-20T11:00-03:00"));
        engine.told();
        engine.says("amparo.tickets", new TicketSplit("t1", "T-t1", "acme", "t2", "T-t2", List.of("m2"), "fabio", engine.now()));
        assertThat(engine.told()).as("events while one question is left").isEmpty();
        engine.says("amparo.tickets",
                new TicketSplit("t1", "T-t1", "acme", "t3", "T-t3", List.of("m3", "m3"), "fabio", engine.now().plusMillis(1)));
        assertThat(engine.told()).singleElement().satisfies(told -> {
            assertThat(told.id()).isEqualTo("t1/NEXT_RESPONSE/1/cancelled");
            assertThat(((SlaCancelled) told.data()).because()).isEqualTo("SPLIT");
        });
        engine.until(at("2026-07-20T11:30-03:00"));
        engine.told();
        engine.says("amparo.tickets", new CustomerReplied("t1", "T-t1", "acme", "m4", BRUNO, engine.now()));
        var resumed = (SlaResumed) engine.told().getLast().data();
        assertThat(resumed.clocks()).filteredOn(clock -> clock.metric().equals("NEXT_RESPONSE")).singleElement()
                .satisfies(clock -> assertThat(clock.dueAt()).isEqualTo(at("2026-07-20T13:30-03:00")));
    }

    @Test
    void a_clock_that_stands_and_will_fall_due_at_another_instant_is_told_with_who_moved_it() {
        engine.says("amparo.customers", contract("a", null));
        engine.says("amparo.tickets", opened("t1", "INCIDENT"));
        engine.says("amparo.tickets", new io.amparo.events.ticket.TicketEvent.StatusChanged("t1", "T-t1", "acme", "OPEN",
                "WAITING_CUSTOMER", "fabio", null, engine.now()));
        engine.until(at("2026-07-20T17:00-03:00"));
        engine.told();
        engine.says("amparo.customers", contract("z", null));
        engine.passes(Duration.ofSeconds(1));
        var redated = redated();
        assertThat(redated).extracting(SlaRedated::metric).containsExactly("FIRST_RESPONSE", "RESOLUTION");
        assertThat(redated).allSatisfy(it -> {
            assertThat(it.from()).isNull();
            assertThat(it.to()).isNull();
            assertThat(it.by() + " " + it.reason()).isEqualTo("iara Renewed");
        });
    }

    @Test
    @Tag("R8.2")
    void a_declined_ticket_is_told_of_once_however_often_the_status_is_said() {
        engine.says("amparo.tickets", opened("t1", "INCIDENT"));
        engine.told();
        engine.says("amparo.tickets", new io.amparo.events.ticket.TicketEvent.StatusChanged("t1", "T-t1", "acme", "OPEN",
                "DECLINED", "fabio", "X05", engine.now()));
        engine.says("amparo.tickets",
                new TicketDeclined("t1", "T-t1", "acme", BRUNO, "s", "X05", "8", "an operating system", "fabio", engine.now()));
        engine.passes(Duration.ofDays(3));
        assertThat(engine.told()).extracting(Event::id).containsExactly("t1/FIRST_RESPONSE/1/cancelled",
                "t1/RESOLUTION/1/cancelled");
    }

    @Test
    void a_customers_message_starts_a_next_response_and_the_new_run_is_told_with_its_due_instant() {
        engine.says("amparo.customers", contract("full", null));
        engine.says("amparo.tickets", opened("t1", "INCIDENT"));
        engine.says("amparo.tickets", reply("t1"));
        engine.until(at("2026-07-20T11:00-03:00"));
        engine.told();
        engine.says("amparo.tickets", new CustomerReplied("t1", "T-t1", "acme", "m2", BRUNO, engine.now()));
        var resumed = (SlaResumed) engine.told().getLast().data();
        assertThat(resumed.clocks()).filteredOn(clock -> clock.metric().equals("NEXT_RESPONSE")).singleElement()
                .satisfies(clock -> assertThat(clock.dueAt()).isEqualTo(at("2026-07-20T13:00-03:00")));
    }

    @Test
    @Tag("R3.4")
    void nothing_that_is_told_of_knowledge_starts_a_clock() {
        var heard = inputs();
        assertThat(heard).containsKeys("onTicketEvents-in-0", "slaEngine-in-0", "slaEngine-in-3");
        assertThat(heard.values()).anyMatch(it -> it.contains("amparo.tickets"))
                .noneMatch(it -> it.contains("knowledge") || it.contains("forum"));
        engine.says("amparo.tickets", new ArticlePublished("a1", "slug", "RESOLUTION", "pt-BR", "t", "opmon-9", engine.now()));
        engine.passes(Duration.ofDays(1));
        assertThat(engine.told()).isEmpty();
        assertThat(engine.read("amparo.tickets.test.dlt")).isEmpty();
    }

    /** Returns the configured topics of each input binding. */
    private static Map<String, String> inputs() {
        var yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ClassPathResource("application.yaml"));
        var configured = Objects.requireNonNull(yaml.getObject());
        var form = Pattern.compile("spring\\.cloud\\.stream\\.bindings\\.(.+-in-\\d+)\\.destination");
        return configured.stringPropertyNames().stream().map(form::matcher).filter(Matcher::matches)
                .collect(Collectors.toMap(found -> found.group(1), found -> configured.getProperty(found.group())));
    }

    private List<SlaRedated> redated() {
        return engine.told().stream().map(Event::data).filter(SlaRedated.class::isInstance).map(SlaRedated.class::cast).toList();
    }

    private PublicReplySent reply(String id) {
        return new PublicReplySent(id, "T-" + id, "acme", "m1", BRUNO, BRUNO, "s", "b", engine.now());
    }

    private TicketOpened opened(String id, String kind) {
        return new TicketOpened(id, "T-" + id, "acme", "Acme", BRUNO, kind, "P1", "opmon-8", "8.9", "Nothing works", engine.now(),
                "EDITION", null);
    }

    private ProductChanged product(LocalDate endOfLife) {
        return new ProductChanged("opmon-8", "OpMon 8", "8", List.of(), endOfLife, null, engine.now());
    }

    private ContractChanged contract(String plan, @Nullable LocalDate aroundTheClockUntil) {
        var packages = aroundTheClockUntil == null
                ? List.<AdvisorPackage>of()
                : List.of(new AdvisorPackage("incidente-24x7", null, LocalDate.of(2026, 1, 1), aroundTheClockUntil));
        return new ContractChanged("acme", "Acme", "PREMIUM", LocalDate.of(2026, 1, 1), LocalDate.of(2027, 12, 31), plan, "pt-BR",
                "America/Sao_Paulo", List.of(), packages, List.of(), List.of(), List.of(), engine.now(), "iara", "Renewed");
    }
}
