package io.amparo.sla.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.events.product.ProductEvent.ProductChanged;
import io.amparo.events.sla.SlaEvent.SlaRescheduled;
import io.amparo.events.slamigration.SlaMigrationEvent.SlaRescheduleRequested;
import io.amparo.events.ticket.TicketEvent.Person;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.sla.clock.ClockFixtures;
import io.amparo.sla.clock.ClockTracker;
import io.amparo.sla.customer.Customer;
import io.amparo.sla.customer.CustomerEventsConsumer;
import io.amparo.sla.engine.EngineDriver;
import io.amparo.sla.ledger.FactCodec;
import io.amparo.sla.ledger.Facts;
import io.amparo.sla.ledger.Ledger;
import io.amparo.sla.ledger.MissingTermFacts;
import io.amparo.sla.ledger.PolicySwitch;
import io.amparo.sla.ledger.PolicySwitchCodec;
import io.amparo.sla.ledger.SwitchOutcome;
import io.amparo.sla.ledger.TermsOverride;
import io.amparo.sla.ledger.TicketFact;
import io.amparo.sla.ledger.TicketFact.SwitchSkipped;
import io.amparo.sla.ledger.TicketFact.TermsOverridden;
import io.amparo.sla.migration.MigrationKind.TermsMigration;
import io.amparo.sla.migration.TicketImpact.Effect;
import io.amparo.sla.product.SupportPeriod;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
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
    private static final ClockFixtures.InMemoryPolicies POLICIES = ClockFixtures.policies();
    private static EngineDriver engine;
    private static int ids;

    @BeforeContainer
    static void start() throws IOException {
        engine = new EngineDriver(Files.createTempDirectory("contracts"), Instant.parse("2026-07-20T12:00:00Z"));
        engine.publishPolicies("a", "z", "full");
    }

    @AfterContainer
    static void stop() {
        engine.close();
    }

    @Provide
    Arbitrary<ContractSample> terms() {
        return Combinators.combine(Arbitraries.of("a", "z", "full"), Arbitraries.of("America/Sao_Paulo", "Asia/Kathmandu"),
                Arbitraries.integers().between(-2, 2), Arbitraries.integers().between(0, 3)).as(ContractSample::new);
    }

    @Property(tries = 80, edgeCases = EdgeCasesMode.NONE)
    void preview_equals_the_contract_change_and_undo_restores_due_times(@ForAll("terms") ContractSample before,
            @ForAll("terms") ContractSample after, @ForAll @IntRange(min = 1, max = 3000) int minutes) {
        var ledger = openTicket(before, minutes);
        var id = ledger.customerId();
        var old = customer(before.event(id, Instant.EPOCH));
        var now = engine.now();
        var changed = after.event(id, now);
        var policySwitch = new TermsMigration(id, customer(changed).terms(), old.terms()).switchFor(ledger, POLICIES);
        assertThat(policySwitch.isPresent()).isEqualTo(!old.terms().equals(customer(changed).terms()));
        if (policySwitch.isEmpty()) return;
        var preview = TicketImpact.of(policySwitch.get(), ledger, old, null, POLICIES, now);

        engine.publish("amparo.customers", changed);
        engine.advance(Duration.ofMillis(100));
        var moved = engine.ledger(ledger.ticketId());

        assertThat(dueOf(moved)).containsExactlyInAnyOrderElementsOf(dueOf(preview));
        var following = TicketImpact.ofContractChange(old, customer(changed), moved, null, POLICIES, now);
        assertThat(following).isEqualTo(TicketImpact.ofContractChange(old, customer(changed), ledger, null, POLICIES, now));
        assertThat(TicketImpact.isContractPending(customer(changed), moved, null, POLICIES)).isFalse();
        assertThat(TicketImpact.isContractPending(customer(changed), ledger, null, POLICIES)).isEqualTo(following.isPresent());
        assertThat(following.isPresent()).isEqualTo(moved.facts().size() > ledger.facts().size());
        if (following.isEmpty()) return;
        assertThat(following.get().clocks()).isEqualTo(preview.clocks());
        assertThat(SwitchOutcome.in(moved))
                .contains(new SwitchOutcome(MissingTermFacts.changeCause(id, now), TermsOverridden.class));

        requestSwitch("m" + id, moved, following.get().policySwitch().reversed(), now);
        assertThat(dueOf(engine.ledger(ledger.ticketId()))).isEqualTo(dueOf(ledger));
    }

    @Property(tries = 80, edgeCases = EdgeCasesMode.NONE)
    void agreed_terms_count_until_the_contract_changes(@ForAll("terms") ContractSample before,
            @ForAll("terms") ContractSample agreed, @ForAll("terms") ContractSample after,
            @ForAll @IntRange(min = 1, max = 3000) int minutes) {
        var ledger = openTicket(before, minutes);
        var id = ledger.customerId();
        var old = customer(before.event(id, Instant.EPOCH));
        var agreedTerms = customer(agreed.event(id, engine.now())).terms();
        var policySwitch = new TermsMigration(id, agreedTerms, old.terms()).switchFor(ledger, POLICIES);
        if (policySwitch.isEmpty()) return;
        var preview = TicketImpact.of(policySwitch.get(), ledger, old, null, POLICIES, engine.now());

        requestSwitch("m" + id, ledger, policySwitch.get(), engine.now());

        assertThat(dueOf(engine.ledger(ledger.ticketId()))).containsExactlyInAnyOrderElementsOf(dueOf(preview));
        engine.drainEvents();
        engine.advance(Duration.ofSeconds(1));
        engine.publish("amparo.customers", before.event(id, engine.now()));
        engine.advance(Duration.ofMillis(100));
        assertThat(engine.drainEvents()).noneMatch(event -> event.data() instanceof SlaRescheduled);
        var unchanged = engine.ledger(ledger.ticketId());
        assertThat(TermsOverride.inForce(unchanged).orElseThrow().agreed()).isEqualTo(agreedTerms);

        engine.publish("amparo.customers", after.event(id, engine.now()));
        engine.advance(Duration.ofMillis(100));
        boolean ended = !after.equals(before);

        assertThat(TermsOverride.inForce(engine.ledger(ledger.ticketId())).orElseThrow().agreed())
                .isEqualTo(ended ? null : agreedTerms);
        if (ended) assertThat(Facts.value(engine.ledger(ledger.ticketId()), "PLAN")).isEqualTo(after.plan() + "/1");
        if (after.equals(agreed)) assertThat(engine.drainEvents()).noneMatch(event -> event.data() instanceof SlaRescheduled);
    }

    /**
     * Random steps: the CONTRACT changes, a contact is NAMED, terms are AGREED or UNDONE, the product's support ENDS or LIVES on.
     */
    @Provide
    Arbitrary<List<String>> steps() {
        return Arbitraries.of("CONTRACT", "CONTRACT", "NAMED", "AGREED", "UNDONE", "ENDS", "LIVES").list().ofMinSize(2)
                .ofMaxSize(7);
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void ticket_counts_by_the_latest_terms_and_each_fact_names_its_author(@ForAll("steps") List<String> steps,
            @ForAll @Size(8) List<@From("terms") ContractSample> contracts) {
        var product = "p" + ++ids;
        var ledger = openTicket(contracts.getLast(), 30, product);
        var id = ledger.customerId();
        var contract = contracts.getLast().event(id, Instant.EPOCH);
        var undoes = new ArrayList<PolicySwitch>();
        SupportPeriod support = null;

        for (int n = 0; n < steps.size(); n++) {
            engine.advance(Duration.ofMillis(100));
            var now = engine.now();
            var before = engine.ledger(ledger.ticketId());
            var by = "by-" + n;
            switch (steps.get(n)) {
                case "CONTRACT" -> engine.publish("amparo.customers", contract = changedBy(contracts.get(n).event(id, now), by));
                case "NAMED" -> engine.publish("amparo.customers", changedBy(contract, "nobody"));
                case "AGREED" -> {
                    var policySwitch = switchTo(contracts.get(n).event(id, now), contract, before);
                    if (policySwitch.isEmpty()) continue;
                    undoes.add(policySwitch.get().reversed());
                    requestSwitch(id + by, before, policySwitch.get(), now, by);
                }
                case "UNDONE" -> {
                    if (!undoes.isEmpty()) requestSwitch(id + by, before, undoes.removeLast(), now, by);
                }
                default -> {
                    support = changeProduct(product, steps.get(n).equals("ENDS") ? LocalDate.of(2026, 7, 21) : null);
                    by = null;
                }
            }

            engine.advance(Duration.ofMillis(100));
            var after = engine.ledger(ledger.ticketId());
            assertThat(missing(after, contract, support).facts()).as("%s at %d", steps, n).isEmpty();
            assertThat(authorsOfNewFacts(before, after)).as("%s at %d", steps, n).isSubsetOf(Collections.singletonList(by));
        }
        assertThat(missing(engine.ledger(ledger.ticketId()), contract, support).complete()).isTrue();
    }

    private static Optional<PolicySwitch> switchTo(ContractChanged agreed, ContractChanged current, Ledger ledger) {
        return new TermsMigration(ledger.customerId(), customer(agreed).terms(), customer(current).terms()).switchFor(ledger,
                POLICIES);
    }

    private static List<@Nullable String> authorsOfNewFacts(Ledger before, Ledger after) {
        return after.facts().stream().filter(fact -> !before.facts().contains(fact)).map(TicketFact::by).toList();
    }

    private static MissingTermFacts missing(Ledger ledger, ContractChanged contract, @Nullable SupportPeriod support) {
        return MissingTermFacts.find(ledger, customer(contract), support, POLICIES, false);
    }

    /** Publishes the end of support of a product and waits until the engine has applied it. */
    private static SupportPeriod changeProduct(String product, @Nullable LocalDate end) {
        var now = engine.now();
        engine.publish("amparo.products", new ProductChanged(product, product, "9", List.of(), end, null, now));
        engine.advance(Duration.ofSeconds(11));
        return new SupportPeriod(end, now);
    }

    private static ContractChanged changedBy(ContractChanged template, String by) {
        return new ContractChanged(template.customerId(), template.name(), template.edition(), template.validFrom(),
                template.validTo(), template.slaPlan(), template.language(), template.zone(), List.of(), template.packages(),
                List.of(), List.of(), template.remainingMaintenance(), engine.now(), by, null);
    }

    @Example
    void due_date_change_by_a_contract_names_its_author_and_reason() {
        engine.advance(Duration.ofHours(10)); // in the evening only one of the two calendars is open
        openTicket(new ContractSample("a", "America/Sao_Paulo", 9, 0), 30);
        engine.drainEvents();
        var id = "c" + ids;

        engine.publish("amparo.customers", new ContractSample("z", "America/Sao_Paulo", 9, 0).event(id, engine.now()));
        engine.advance(Duration.ofMillis(100));
        var rescheduled = engine.drainRescheduled();

        assertThat(rescheduled).hasSize(2).extracting(SlaRescheduled::by, SlaRescheduled::reason, SlaRescheduled::term)
                .containsOnly(tuple("iara", "Renewed", "PLAN"));
    }

    @Example
    void concurrent_contract_and_migration_are_distinguished_in_any_order() {
        var a = new ContractSample("a", "America/Sao_Paulo", 9, 0);
        var z = new ContractSample("z", "America/Sao_Paulo", 9, 0);
        for (boolean contractFirst : List.of(true, false)) {
            var ledger = openTicket(a, 30);
            var id = ledger.customerId();
            var since = engine.now();
            var policySwitch = new TermsMigration(id,
                    customer(new ContractSample("full", a.zone(), 9, 0).event(id, since)).terms(),
                    customer(a.event(id, Instant.EPOCH)).terms()).switchFor(ledger, POLICIES).orElseThrow();

            engine.advance(Duration.ofSeconds(1));
            if (contractFirst) engine.publish("amparo.customers", z.event(id, since));
            requestSwitch("m" + id, ledger, policySwitch, engine.now());
            if (!contractFirst) engine.publish("amparo.customers", z.event(id, since));
            engine.advance(Duration.ofMillis(100));

            var moved = engine.ledger(ledger.ticketId());
            assertThat(Facts.value(moved, "PLAN")).isEqualTo("z/1");
            assertThat(TermsOverride.inForce(moved).orElseThrow().agreed()).isNull();
            assertThat(SwitchOutcome.in(moved)).contains(
                    new SwitchOutcome(MissingTermFacts.changeCause(id, since), TermsOverridden.class), new SwitchOutcome(
                            SwitchOutcome.causeOf("m" + id), contractFirst ? SwitchSkipped.class : TermsOverridden.class));
            assertThat(moved.facts()).filteredOn(fact -> FactCodec.value(fact).equals("z/1")).extracting(TicketFact::by)
                    .containsExactly("iara");
        }
    }

    /** @param minutes how long ago the ticket was opened */
    private static Ledger openTicket(ContractSample contract, int minutes) {
        return openTicket(contract, minutes, "opmon-9");
    }

    private static Ledger openTicket(ContractSample contract, int minutes, String product) {
        var id = "c" + ++ids;
        engine.publish("amparo.customers", contract.event(id, Instant.EPOCH));
        engine.publish("amparo.tickets", new TicketOpened("t" + id, "T-" + id, id, id, new Person("c-b", "B", "en"), "INCIDENT",
                "P1", product, "9.2", "s", engine.now().minus(Duration.ofMinutes(minutes)), "EDITION", null));
        return engine.ledger("t" + id);
    }

    private static void requestSwitch(String migration, Ledger ledger, PolicySwitch policySwitch, Instant at) {
        requestSwitch(migration, ledger, policySwitch, at, "gisele");
    }

    private static void requestSwitch(String migration, Ledger ledger, PolicySwitch policySwitch, Instant at, String by) {
        engine.publish("amparo.sla-migrations", new SlaRescheduleRequested(migration, ledger.ticketId(), ledger.customerId(),
                "AGREED", PolicySwitchCodec.value(policySwitch.reversed()), PolicySwitchCodec.value(policySwitch), by, null, at));
    }

    private static Customer customer(ContractChanged contract) {
        return CustomerEventsConsumer.customer(contract);
    }

    private static List<String> dueOf(Ledger ledger) {
        return ClockTracker.clocksOf(ledger, POLICIES).orElseThrow().stream().filter(clock -> clock.isOpen(engine.now()))
                .map(clock -> clock.metric() + " " + clock.dueAt()).toList();
    }

    private static List<String> dueOf(TicketImpact impact) {
        return impact.clocks().stream().filter(clock -> clock.effect() != Effect.ENDS)
                .map(clock -> clock.metric() + " " + clock.to()).toList();
    }
}
