package io.amparo.sla.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.amparo.events.Event;
import io.amparo.events.customer.CustomerEvent.AdvisorPackage;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.events.product.ProductEvent.ProductChanged;
import io.amparo.events.sla.SlaEvent.SlaRedated;
import io.amparo.events.slamigration.SlaMigrationEvent.RedateRequested;
import io.amparo.events.ticket.TicketEvent.Person;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.sla.clock.Agreed;
import io.amparo.sla.clock.ClockFixtures;
import io.amparo.sla.clock.EngineDriver;
import io.amparo.sla.clock.Fact;
import io.amparo.sla.clock.Fact.What;
import io.amparo.sla.clock.Ledger;
import io.amparo.sla.clock.Redate;
import io.amparo.sla.clock.Redate.Answer;
import io.amparo.sla.clock.Terms;
import io.amparo.sla.clock.TicketClocks;
import io.amparo.sla.customer.Customer;
import io.amparo.sla.customer.CustomerEventsConsumer;
import io.amparo.sla.migration.Moving.Effect;
import io.amparo.sla.product.Life;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** Contract changes on the real engine: previewed, applied to running tickets, undone. */
class ContractMigrationTest {
    private static final ClockFixtures.Book POLICIES = ClockFixtures.policies();
    private static EngineDriver engine;
    private static int ids;

    /**
     * @param packageFrom first day of the package that changes the calendar, in days from today
     * @param packageDays length of the package in days, without the first
     */
    private record Said(String plan, String zone, int packageFrom, int packageDays) {
        ContractChanged of(String customer, Instant since) {
            var from = LocalDate.of(2026, 7, 20).plusDays(packageFrom);
            return new ContractChanged(customer, customer, "PREMIUM", LocalDate.of(2026, 1, 1), LocalDate.of(2027, 12, 31), plan,
                    "en", zone, List.of(), List.of(new AdvisorPackage("incidente-24x7", null, from, from.plusDays(packageDays))),
                    List.of(), List.of(), List.of(), since, "iara", "Renewed");
        }
    }

    @BeforeContainer
    static void start() throws IOException {
        engine = new EngineDriver(Files.createTempDirectory("contracts"), Instant.parse("2026-07-20T12:00:00Z"));
        engine.publishes("a", "z", "full");
    }

    @AfterContainer
    static void stop() {
        engine.close();
    }

    @Provide
    Arbitrary<Said> terms() {
        return Combinators.combine(Arbitraries.of("a", "z", "full"), Arbitraries.of("America/Sao_Paulo", "Asia/Kathmandu"),
                Arbitraries.integers().between(-2, 2), Arbitraries.integers().between(0, 3)).as(Said::new);
    }

    @Property(tries = 80, edgeCases = EdgeCasesMode.NONE)
    void what_is_foretold_of_a_contract_is_what_it_comes_to_and_what_is_taken_back_is_as_it_was(@ForAll("terms") Said before,
            @ForAll("terms") Said after, @ForAll @IntRange(min = 1, max = 3000) int minutes) {
        var ledger = opened(before, minutes);
        var id = ledger.customerId();
        var old = customer(before.of(id, Instant.EPOCH));
        var now = engine.now();
        var changed = after.of(id, now);
        var wish = Target.agreed(id, customer(changed).agreement(), old.agreement()).of(ledger, POLICIES);
        assertThat(wish.isPresent()).isEqualTo(!old.agreement().equals(customer(changed).agreement()));
        if (wish.isEmpty()) return;
        var foretold = Moving.of(wish.get(), ledger, old, null, POLICIES, now);

        engine.says("amparo.customers", changed);
        engine.passes(Duration.ofMillis(100));
        var moved = engine.ledger(ledger.ticketId());
        assertThat(dueOf(moved)).containsExactlyInAnyOrderElementsOf(dueOf(foretold));
        var following = Moving.following(old, customer(changed), moved, null, POLICIES, now);
        assertThat(following).isEqualTo(Moving.following(old, customer(changed), ledger, null, POLICIES, now));
        assertThat(Moving.isAwaited(old, customer(changed), moved, null, POLICIES)).isFalse();
        assertThat(Moving.isAwaited(old, customer(changed), ledger, null, POLICIES)).isEqualTo(following.isPresent());
        assertThat(following.isPresent()).isEqualTo(moved.facts().size() > ledger.facts().size());
        if (following.isEmpty()) return;
        assertThat(following.get().clocks()).isEqualTo(foretold.clocks());
        assertThat(Answer.in(moved)).contains(new Answer(Terms.change(id, now), What.AGREED));

        asks("m" + id, moved, new Redate(What.AGREED, following.get().to(), following.get().from()), now);
        assertThat(dueOf(engine.ledger(ledger.ticketId()))).isEqualTo(dueOf(ledger));
    }

    @Property(tries = 80, edgeCases = EdgeCasesMode.NONE)
    void what_is_agreed_in_place_of_a_contract_counts_until_the_contract_says_something_else(@ForAll("terms") Said before,
            @ForAll("terms") Said agreed, @ForAll("terms") Said after, @ForAll @IntRange(min = 1, max = 3000) int minutes) {
        var ledger = opened(before, minutes);
        var id = ledger.customerId();
        var old = customer(before.of(id, Instant.EPOCH));
        var wished = customer(agreed.of(id, engine.now())).agreement();
        var wish = Target.agreed(id, wished, old.agreement()).of(ledger, POLICIES);
        if (wish.isEmpty()) return;
        var foretold = Moving.of(wish.get(), ledger, old, null, POLICIES, engine.now());

        asks("m" + id, ledger, wish.get(), engine.now());
        assertThat(dueOf(engine.ledger(ledger.ticketId()))).containsExactlyInAnyOrderElementsOf(dueOf(foretold));
        engine.told();
        engine.passes(Duration.ofSeconds(1));
        engine.says("amparo.customers", before.of(id, engine.now()));
        engine.passes(Duration.ofMillis(100));
        assertThat(engine.told()).noneMatch(told -> told.data() instanceof SlaRedated);
        var standing = engine.ledger(ledger.ticketId());
        assertThat(Agreed.of(standing).agreed()).isEqualTo(wished);

        engine.says("amparo.customers", after.of(id, engine.now()));
        engine.passes(Duration.ofMillis(100));
        boolean ended = !after.equals(before);
        assertThat(Agreed.of(engine.ledger(ledger.ticketId())).agreed()).isEqualTo(ended ? null : wished);
        if (ended) assertThat(engine.ledger(ledger.ticketId()).value(What.PLAN)).isEqualTo(after.plan + "/1");
        if (after.equals(agreed)) assertThat(engine.told()).noneMatch(told -> told.data() instanceof SlaRedated);
    }

    /**
     * Random steps: the CONTRACT changes, a contact is NAMED, terms are AGREED or UNDONE, the product's support ENDS or LIVES on.
     */
    @Provide
    Arbitrary<List<String>> happenings() {
        return Arbitraries.of("CONTRACT", "CONTRACT", "NAMED", "AGREED", "UNDONE", "ENDS", "LIVES").list().ofMinSize(2)
                .ofMaxSize(7);
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void whatever_happens_a_ticket_counts_by_what_was_said_last_and_each_fact_names_who_said_it(
            @ForAll("happenings") List<String> happenings, @ForAll @Size(8) List<@From("terms") Said> said) {
        var product = "p" + ++ids;
        var ledger = opened(said.getLast(), 30, product);
        var id = ledger.customerId();
        var contract = said.getLast().of(id, Instant.EPOCH);
        var undoes = new ArrayList<Redate>();
        @Nullable
        Life life = null;
        for (int n = 0; n < happenings.size(); n++) {
            engine.passes(Duration.ofMillis(100));
            var now = engine.now();
            var before = engine.ledger(ledger.ticketId());
            var by = "by-" + n;
            switch (happenings.get(n)) {
                case "CONTRACT" -> engine.says("amparo.customers", contract = by(said.get(n).of(id, now), by));
                case "NAMED" -> engine.says("amparo.customers", by(contract, "nobody"));
                case "AGREED" -> {
                    var wish = Target.agreed(id, customer(said.get(n).of(id, now)).agreement(), customer(contract).agreement())
                            .of(before, POLICIES);
                    if (wish.isEmpty()) continue;
                    undoes.add(new Redate(What.AGREED, wish.get().to(), wish.get().from()));
                    asks(id + by, before, wish.get(), now, by);
                }
                case "UNDONE" -> {
                    if (!undoes.isEmpty()) asks(id + by, before, undoes.removeLast(), now, by);
                }
                default -> {
                    var end = happenings.get(n).equals("ENDS") ? LocalDate.of(2026, 7, 21) : null;
                    engine.says("amparo.products", new ProductChanged(product, product, "9", List.of(), end, null, now));
                    life = new Life(end, now);
                    engine.passes(Duration.ofSeconds(11));
                    by = null;
                }
            }
            engine.passes(Duration.ofMillis(100));
            var after = engine.ledger(ledger.ticketId());
            assertThat(Terms.missing(after, customer(contract), life, POLICIES, false).facts()).as(happenings.toString())
                    .isEmpty();
            assertThat(after.facts()).filteredOn(fact -> !before.facts().contains(fact)).extracting(Fact::by)
                    .as("%s at %d", happenings, n).isSubsetOf(Collections.singletonList(by));
        }
        assertThat(Terms.missing(engine.ledger(ledger.ticketId()), customer(contract), life, POLICIES, false).complete())
                .isTrue();
    }

    private static ContractChanged by(ContractChanged like, String by) {
        return new ContractChanged(like.customerId(), like.name(), like.edition(), like.validFrom(), like.validTo(),
                like.slaPlan(), like.language(), like.zone(), List.of(), like.packages(), List.of(), List.of(),
                like.remainingMaintenance(), engine.now(), by, null);
    }

    @Example
    void a_due_instant_that_a_contract_moves_names_who_changed_it_and_why() {
        engine.passes(Duration.ofHours(10)); // in the evening only one of the two calendars is open
        opened(new Said("a", "America/Sao_Paulo", 9, 0), 30);
        engine.told();
        var id = "c" + ids;
        engine.says("amparo.customers", new Said("z", "America/Sao_Paulo", 9, 0).of(id, engine.now()));
        engine.passes(Duration.ofMillis(100));
        var redated = engine.told().stream().map(Event::data).filter(SlaRedated.class::isInstance).map(SlaRedated.class::cast)
                .toList();
        assertThat(redated).hasSize(2).extracting(SlaRedated::by, SlaRedated::reason, SlaRedated::cause)
                .containsOnly(tuple("iara", "Renewed", "PLAN"));
    }

    @Example
    void what_a_contract_and_a_migration_do_at_once_is_told_apart_whichever_is_heard_first() {
        var a = new Said("a", "America/Sao_Paulo", 9, 0);
        var z = new Said("z", "America/Sao_Paulo", 9, 0);
        for (boolean contractFirst : List.of(true, false)) {
            var ledger = opened(a, 30);
            var id = ledger.customerId();
            var since = engine.now();
            var wish = Target.agreed(id, customer(new Said("full", a.zone, 9, 0).of(id, since)).agreement(),
                    customer(a.of(id, Instant.EPOCH)).agreement()).of(ledger, POLICIES).orElseThrow();
            engine.passes(Duration.ofSeconds(1));
            if (contractFirst) engine.says("amparo.customers", z.of(id, since));
            asks("m" + id, ledger, wish, engine.now());
            if (!contractFirst) engine.says("amparo.customers", z.of(id, since));
            engine.passes(Duration.ofMillis(100));

            var moved = engine.ledger(ledger.ticketId());
            assertThat(moved.value(What.PLAN)).isEqualTo("z/1");
            assertThat(Agreed.of(moved).agreed()).isNull();
            assertThat(Answer.in(moved)).contains(new Answer(Terms.change(id, since), What.AGREED),
                    new Answer(Redate.cause("m" + id), contractFirst ? What.PASSED_OVER : What.AGREED));
            assertThat(moved.facts()).filteredOn(fact -> fact.value().equals("z/1")).extracting(Fact::by).containsExactly("iara");
        }
    }

    /** @param minutes how long ago the ticket was opened */
    private static Ledger opened(Said contract, int minutes) {
        return opened(contract, minutes, "opmon-9");
    }

    private static Ledger opened(Said contract, int minutes, String product) {
        var id = "c" + ++ids;
        engine.says("amparo.customers", contract.of(id, Instant.EPOCH));
        engine.says("amparo.tickets", new TicketOpened("t" + id, "T-" + id, id, id, new Person("b@c.example", "B", "en"),
                "INCIDENT", "P1", product, "9.2", "s", engine.now().minus(Duration.ofMinutes(minutes)), "EDITION", null));
        return engine.ledger("t" + id);
    }

    private static void asks(String migration, Ledger ledger, Redate redate, Instant at) {
        asks(migration, ledger, redate, at, "gisele");
    }

    private static void asks(String migration, Ledger ledger, Redate redate, Instant at, String by) {
        engine.says("amparo.sla-migrations", new RedateRequested(migration, ledger.ticketId(), ledger.customerId(), "AGREED",
                redate.from(), redate.to(), by, null, at));
    }

    private static Customer customer(ContractChanged contract) {
        return CustomerEventsConsumer.customer(contract);
    }

    private static List<String> dueOf(Ledger ledger) {
        return TicketClocks.of(ledger, POLICIES).orElseThrow().stream().filter(clock -> clock.open(engine.now()))
                .map(clock -> clock.metric() + " " + clock.dueAt()).toList();
    }

    private static List<String> dueOf(Moving moving) {
        return moving.clocks().stream().filter(clock -> clock.effect() != Effect.ENDS)
                .map(clock -> clock.metric() + " " + clock.to()).toList();
    }
}
