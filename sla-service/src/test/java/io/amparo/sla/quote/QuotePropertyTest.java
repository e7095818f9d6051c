package io.amparo.sla.quote;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.customer.CustomerEvent.AdvisorPackage;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.ticket.TicketEvent.Person;
import io.amparo.events.ticket.TicketEvent.SlaDefinition;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.sla.calendar.CalendarFixtures;
import io.amparo.sla.calendar.PublishedCalendar;
import io.amparo.sla.clock.ClockFixtures;
import io.amparo.sla.clock.EngineDriver;
import io.amparo.sla.customer.CustomerEventsConsumer;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.plan.Objective;
import io.amparo.sla.plan.Objective.CalendarVersion;
import io.amparo.sla.plan.SlaPlan;
import io.amparo.sla.plan.SlaPlan.PackageCalendar;
import io.amparo.sla.plan.SlaPlan.Reopening;
import io.amparo.sla.quote.QuoteSla.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** A quote is what the real engine assigns, whatever the plan, the calendars, the contract and the instant. */
class QuotePropertyTest {
    private static final List<String> CALENDARS = List.of("A", "S+carnaval", "Z", "Z@America/New_York", "S@Asia/Kathmandu",
            "A@Australia/Lord_Howe");
    private static EngineDriver engine;
    private static int ids;

    /** @param packageDays from which day, seen from the opening, until which the customer has the package that moves the calendar */
    private record World(SlaPlan plan, String zone, int packageFrom, int packageDays, boolean promised) {}

    @BeforeContainer
    static void start() throws IOException {
        engine = new EngineDriver(Files.createTempDirectory("quotes"), Instant.parse("2026-07-20T10:00:00Z"));
        for (var letter : CALENDARS) engine.says("amparo.sla-policies", calendar(letter).event());
    }

    @AfterContainer
    static void stop() {
        engine.close();
    }

    private static PublishedCalendar calendar(String letter) {
        return new PublishedCalendar("c" + CALENDARS.indexOf(letter), 1, letter, CalendarFixtures.calendar(letter),
                Instant.EPOCH);
    }

    @Provide
    Arbitrary<World> worlds() {
        var calendar = Arbitraries.integers().between(0, CALENDARS.size() - 1).map(i -> new CalendarVersion("c" + i, 1));
        var objective = Combinators.combine(Arbitraries.of("INCIDENT", "QUESTION"), Arbitraries.of("P1", "P2"),
                Arbitraries.of(Metric.class), Arbitraries.longs().between(1, 2000 * 3_600_000L), calendar)
                .as((kind, priority, metric, millis, counted) -> new Objective(kind, priority, metric, Duration.ofMillis(millis),
                        counted,
                        Set.of("WAITING_CUSTOMER"), Duration.ofDays(1), Objective.warnings(List.of(50))));
        var objectives = objective.list().ofMinSize(1).ofMaxSize(12)
                .uniqueElements(o -> o.kind() + o.priority() + o.metric());
        var switches = calendar.map(counted -> new PackageCalendar("incidente-24x7", counted)).list().ofMaxSize(1);
        var plans = Combinators.combine(objectives, switches, Arbitraries.of(Reopening.class))
                .as((all, switched, reopening) -> new SlaPlan("p" + ids++, 1, "p", all, reopening, switched, null,
                        Instant.EPOCH));
        return Combinators.combine(plans, Arbitraries.of("America/Sao_Paulo", "Asia/Kathmandu", "UTC"),
                Arbitraries.integers().between(-3, 3), Arbitraries.integers().between(0, 9), Arbitraries.of(true, false))
                .as(World::new);
    }

    @Tag("R1.3")
    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void a_quote_is_what_will_be_assigned(@ForAll("worlds") World world,
            @ForAll @LongRange(min = 1_000_000_000_000L, max = 2_000_000_000_000L) long millis,
            @ForAll @IntRange(min = 1, max = 2) int priority) {
        var at = Instant.ofEpochMilli(millis);
        var id = "t" + ids++;
        var contract = contract("customer-" + id, world, at);
        engine.says("amparo.sla-policies", world.plan.event());
        engine.says("amparo.customers", contract);
        engine.told();
        engine.says("amparo.tickets", new TicketOpened(id, id, contract.customerId(), "C", new Person("b@c.example", "B", "en"),
                "INCIDENT", "P" + priority, "opmon-9", "9.2", "s", at, "EDITION",
                world.promised ? new SlaDefinition(world.plan.id(), 1, "", "UTC", List.of()) : null));
        var assigned = engine.told().stream().map(event -> event.data()).filter(SlaAssigned.class::isInstance)
                .map(SlaAssigned.class::cast).findFirst();
        var quoted = new QuoteSla(policies(world.plan), _ -> Optional.of(CustomerEventsConsumer.customer(contract)))
                .handle(new Command(contract.customerId(), world.promised ? world.plan.id() : null, "INCIDENT", "P" + priority,
                        at))
                .orElseThrow();
        assertThat(assigned.isPresent()).isEqualTo(!quoted.clocks().isEmpty());
        if (assigned.isEmpty()) return;
        assertThat(quoted.calendar()).isEqualTo(assigned.get().calendar());
        assertThat(quoted.zone().getId()).isEqualTo(assigned.get().zone());
        assertThat(quoted.clocks().stream().map(clock -> clock.metric() + " " + clock.budget(at) + " " + clock.dueAt()))
                .containsExactlyElementsOf(assigned.get().clocks().stream()
                        .map(clock -> clock.metric() + " " + clock.budget() + " " + clock.dueAt()).toList());
    }

    private static ClockFixtures.Book policies(SlaPlan plan) {
        var book = new ClockFixtures.Book();
        for (var letter : CALENDARS) book.add(calendar(letter));
        book.add(plan);
        return book;
    }

    private static ContractChanged contract(String customer, World world, Instant at) {
        var from = LocalDate.ofInstant(at, ZoneId.of(world.zone)).plusDays(world.packageFrom);
        var packages = new ArrayList<>(
                List.of(new AdvisorPackage("incidente-24x7", null, from, from.plusDays(world.packageDays))));
        return new ContractChanged(customer, "C", "PREMIUM", from, from.plusYears(1), world.plan.id(), "en", world.zone,
                List.of(),
                packages, List.of(), List.of(), List.of(), at);
    }
}
