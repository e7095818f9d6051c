package io.amparo.sla.quote;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.customer.CustomerEvent.AdvisorPackage;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.events.customer.CustomerEvent.RemainingMaintenance;
import io.amparo.events.product.ProductEvent.ProductChanged;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.ticket.TicketEvent.Person;
import io.amparo.events.ticket.TicketEvent.SlaDefinition;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.sla.calendar.CalendarFixtures;
import io.amparo.sla.calendar.PublishedCalendar;
import io.amparo.sla.clock.ClockFixtures;
import io.amparo.sla.customer.CustomerEventsConsumer;
import io.amparo.sla.engine.EngineDriver;
import io.amparo.sla.plan.CalendarVersion;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.plan.Objective;
import io.amparo.sla.plan.SlaPlan;
import io.amparo.sla.plan.SlaPlan.PackageCalendar;
import io.amparo.sla.plan.SlaPlan.Reopening;
import io.amparo.sla.product.ProductEventsConsumer;
import io.amparo.sla.product.SupportPeriod;
import io.amparo.sla.quote.QuoteSla.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/**
 * Compares quotes with the targets that the real engine assigns, for random plans, calendars, contracts, products and instants.
 */
class QuotePropertyTest {
    private static final List<String> CALENDARS = List.of("A", "S+carnaval", "Z", "Z@America/New_York", "S@Asia/Kathmandu",
            "A@Australia/Lord_Howe");
    /** End-of-life dates; one product per date. */
    private static final List<LocalDate> END_OF_LIFE_DATES = Stream.iterate(LocalDate.of(2001, 9, 9), day -> day.plusDays(57))
            .limit(200).toList();
    private static final Map<String, SupportPeriod> PRODUCTS = new HashMap<>();
    private static EngineDriver engine;
    private static int nextId;

    /**
     * @param packageFrom first day of the package that switches the calendar, relative to the day of the opening
     * @param packageDays last day of the package, relative to its first
     * @param promised whether the opened ticket already names the plan
     * @param maintained last day of remaining maintenance, relative to the day of the opening; null for no maintenance
     */
    private record QuoteCase(SlaPlan plan, String zone, int packageFrom, int packageDays, boolean promised, Opening opening,
            String product, @Nullable Integer maintained) {
        Instant at() {
            return opening.end.plusDays(opening.days).atStartOfDay(ZoneId.of(zone)).toInstant().plusMillis(opening.millis);
        }

        LocalDate today() {
            return LocalDate.ofInstant(at(), ZoneId.of(zone));
        }
    }

    /** The opening of a ticket: days after the end of life of a product, and milliseconds after the start of that day. */
    private record Opening(LocalDate end, int days, long millis) {}

    @BeforeContainer
    static void start() throws IOException {
        engine = new EngineDriver(Files.createTempDirectory("quotes"), Instant.parse("2026-07-20T10:00:00Z"));
        for (var notation : CALENDARS) engine.publish("amparo.sla-policies", calendar(notation).event());
        for (var end : END_OF_LIFE_DATES) publishProduct(end.toString(), end);
        publishProduct("endless", null);
        engine.advance(Duration.ofSeconds(11));
    }

    private static void publishProduct(String id, @Nullable LocalDate end) {
        var product = new ProductChanged(id, id, "9", List.of(), end, null, engine.now());
        PRODUCTS.put(id, ProductEventsConsumer.supportPeriod(product));
        engine.publish("amparo.products", product);
    }

    @AfterContainer
    static void stop() {
        engine.close();
    }

    private static PublishedCalendar calendar(String notation) {
        return new PublishedCalendar("c" + CALENDARS.indexOf(notation), 1, notation, CalendarFixtures.calendar(notation),
                Instant.EPOCH);
    }

    @Provide
    Arbitrary<QuoteCase> quoteCases() {
        var calendar = Arbitraries.integers().between(0, CALENDARS.size() - 1).map(i -> new CalendarVersion("c" + i, 1));
        var objective = Combinators
                .combine(Arbitraries.of("INCIDENT", "QUESTION"), Arbitraries.of("P1", "P2"), Arbitraries.of(Metric.class),
                        Arbitraries.longs().between(1, 2000 * 3_600_000L), calendar)
                .as((kind, priority, metric, millis, counted) -> new Objective(kind, priority, metric, Duration.ofMillis(millis),
                        counted, Set.of("WAITING_CUSTOMER"), Duration.ofDays(1), Objective.warnings(List.of(50))));
        var objectives = objective.list().ofMinSize(1).ofMaxSize(12).uniqueElements(o -> o.kind() + o.priority() + o.metric());
        var switches = calendar.map(counted -> new PackageCalendar("incidente-24x7", counted)).list().ofMaxSize(1);
        var plans = Combinators.combine(objectives, switches, Arbitraries.of(Reopening.class)).as(
                (all, switched, reopening) -> new SlaPlan("p" + nextId++, 1, "p", all, reopening, switched, null, Instant.EPOCH));
        var openings = Combinators.combine(Arbitraries.of(END_OF_LIFE_DATES), Arbitraries.of(-2, -1, 0, 1, 2),
                Arbitraries.oneOf(Arbitraries.of(-1L, 0L), Arbitraries.longs().between(1, 86_399_999))).as(Opening::new);
        return Combinators
                .combine(plans, Arbitraries.of("America/Sao_Paulo", "Asia/Kathmandu", "UTC"),
                        Arbitraries.integers().between(-3, 3), Arbitraries.integers().between(0, 9), Arbitraries.of(true, false),
                        openings, Arbitraries.of("", "", "", "", "", "", "endless", "unknown-product"),
                        Arbitraries.of(-1, 0, 1).injectNull(0.5))
                .as((plan, zone, from, days, promised, opening, product, maintained) -> new QuoteCase(plan, zone, from, days,
                        promised, opening, product.isEmpty() ? opening.end.toString() : product, maintained));
    }

    @Tag("R1.3")
    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void quote_equals_the_targets_that_the_engine_assigns(@ForAll("quoteCases") QuoteCase quoteCase,
            @ForAll @IntRange(min = 1, max = 2) int priority) {
        var at = quoteCase.at();
        var id = "t" + nextId++;
        var contract = contract("customer-" + id, quoteCase);
        engine.publish("amparo.sla-policies", quoteCase.plan.event());
        engine.publish("amparo.customers", contract);
        engine.drainEvents();

        engine.publish("amparo.tickets",
                new TicketOpened(id, id, contract.customerId(), "C", new Person("c-b", "B", "en"), "INCIDENT", "P" + priority,
                        quoteCase.product, "9.2", "s", at, "EDITION",
                        quoteCase.promised ? new SlaDefinition(quoteCase.plan.id(), 1, "", "UTC", List.of()) : null));
        var assigned = engine.drainEvents().stream().map(event -> event.data()).filter(SlaAssigned.class::isInstance)
                .map(SlaAssigned.class::cast).findFirst();

        var quotes = new QuoteSla(policies(quoteCase.plan), _ -> Optional.of(CustomerEventsConsumer.customer(contract)),
                product -> Optional.ofNullable(PRODUCTS.get(product)));
        var plan = quoteCase.promised ? quoteCase.plan.id() : null;
        var quoted = quotes.handle(new Command(contract.customerId(), plan, "INCIDENT", "P" + priority, quoteCase.product, at))
                .orElseThrow();

        assertThat(assigned.isPresent()).isEqualTo(!quoted.clocks().isEmpty());
        var withoutProduct = quotes.handle(new Command(contract.customerId(), plan, "INCIDENT", "P" + priority, "", at))
                .orElseThrow();
        collectStatistics(quoteCase, !withoutProduct.clocks().isEmpty(), assigned.isPresent());
        if (assigned.isEmpty()) return;

        assertThat(quoted.calendar()).isEqualTo(assigned.get().calendar());
        assertThat(quoted.zone().getId()).isEqualTo(assigned.get().zone());
        assertThat(quoted.clocks().stream().map(clock -> clock.metric() + " " + clock.budget(at) + " " + clock.dueAt()))
                .containsExactlyElementsOf(assigned.get().clocks().stream()
                        .map(clock -> clock.metric() + " " + clock.budget() + " " + clock.dueAt()).toList());
    }

    /** Checks that the random cases cover each support state often enough. */
    private static void collectStatistics(QuoteCase quoteCase, boolean promised, boolean assigned) {
        var end = Optional.ofNullable(PRODUCTS.get(quoteCase.product)).map(SupportPeriod::endOfLife);
        boolean ended = end.isPresent() && !end.get().isAfter(quoteCase.today());
        var tried = Statistics.label("support");
        tried.collect(!promised ? "nothing promised" : !ended ? "not ended" : assigned ? "maintained" : "over");
        tried.coverage(share -> {
            share.check("not ended").percentage(percent -> percent >= 15);
            share.check("maintained").percentage(percent -> percent >= 3);
            share.check("over").percentage(percent -> percent >= 8);
        });
    }

    private static ClockFixtures.InMemoryPolicies policies(SlaPlan plan) {
        var book = new ClockFixtures.InMemoryPolicies();
        for (var notation : CALENDARS) book.add(calendar(notation));
        book.add(plan);
        return book;
    }

    private static ContractChanged contract(String customer, QuoteCase quoteCase) {
        var today = quoteCase.today();
        var from = today.plusDays(quoteCase.packageFrom);
        var packages = new ArrayList<>(
                List.of(new AdvisorPackage("incidente-24x7", null, from, from.plusDays(quoteCase.packageDays))));
        var maintained = new ArrayList<>(List.of(new RemainingMaintenance("another", today.plusDays(9))));
        if (quoteCase.maintained != null)
            maintained.add(new RemainingMaintenance(quoteCase.product, today.plusDays(quoteCase.maintained)));
        return new ContractChanged(customer, "C", "PREMIUM", from, from.plusYears(1), quoteCase.plan.id(), "en", quoteCase.zone,
                List.of(), packages, List.of(), List.of(), maintained, quoteCase.at());
    }
}
