package io.amparo.sla.quote;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.sla.clock.ClockFixtures;
import io.amparo.sla.customer.ContractTerms;
import io.amparo.sla.customer.ContractTerms.MaintenanceExtension;
import io.amparo.sla.customer.Customer;
import io.amparo.sla.engine.TicketWatch;
import io.amparo.sla.ledger.TicketFactMapper;
import io.amparo.sla.plan.Policies;
import io.amparo.sla.product.SupportPeriod;
import io.amparo.sla.quote.QuoteSla.Command;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class QuoteSlaTest {
    private static final ContractTerms TERMS = new ContractTerms("a", ZoneId.of("America/Sao_Paulo"), List.of(),
            List.of(new MaintenanceExtension("kept", LocalDate.of(2026, 7, 31))));
    private static final Customer ACME = new Customer("acme", "Acme", TERMS, List.of(), Instant.EPOCH, null, null);
    private static final SupportPeriod ENDED = new SupportPeriod(LocalDate.of(2026, 7, 21), Instant.EPOCH);
    private final Policies policies = ClockFixtures.policies();
    private final QuoteSla quote = new QuoteSla(policies,
            customer -> customer.equals("acme") ? Optional.of(ACME) : Optional.empty(),
            product -> List.of("ended", "kept").contains(product) ? Optional.of(ENDED) : Optional.empty());

    @Property
    void quote_equals_the_targets_of_the_assigned_event(
            @ForAll @LongRange(min = 1_500_000_000_000L, max = 2_000_000_000_000L) long at) {
        var opened = Instant.ofEpochMilli(at);
        var quoted = quote.handle(new Command("acme", null, "INCIDENT", "P2", "", opened)).orElseThrow();
        var ledger = TicketFactMapper.newLedger("t", "n", "acme", "s", "INCIDENT", "P2", opened)
                .with(TicketFactMapper.planFact(quoted.plan().reference(), opened));
        var assigned = (SlaAssigned) TicketWatch.of(ledger).advance(policies, opened).events().getFirst().event();

        assertThat(quoted.clocks()).extracting("metric").extracting(Object::toString)
                .isEqualTo(assigned.clocks().stream().map(clock -> clock.metric()).toList());
        assertThat(quoted.pauseRules()).isNotEmpty().isEqualTo(assigned.pauseRules());
        assertThat(quoted.clocks().stream().map(clock -> clock.dueAt()))
                .containsExactlyElementsOf(assigned.clocks().stream().map(clock -> clock.dueAt()).toList());
    }

    @Test
    void named_plan_takes_precedence_and_unknown_customer_has_no_quote() {
        assertThat(quote.handle(new Command("acme", "z", "INCIDENT", "P1", "", Instant.EPOCH)).orElseThrow().plan().id())
                .isEqualTo("z");
        assertThat(quote.handle(new Command("nobody", null, "INCIDENT", "P1", "", Instant.EPOCH))).isEmpty();
        assertThat(quote.handle(new Command(null, "no-plan", "INCIDENT", "P1", "", Instant.EPOCH))).isEmpty();
    }

    @Test
    @Tag("R5.6")
    void consultancy_has_neither_targets_nor_pause_rules() {
        var consultancy = quote.handle(new Command("acme", null, "CONSULTANCY", "P1", "", Instant.EPOCH)).orElseThrow();

        assertThat(consultancy.clocks()).isEmpty();
        assertThat(consultancy.pauseRules()).isEmpty();
    }

    @Test
    @Tag("R10.2")
    @Tag("R10.3")
    void no_targets_from_the_first_day_without_support_in_the_customers_zone() {
        assertThat(hasTargets("ended", "2026-07-20T23:59:59.999-03:00")).isTrue();
        assertThat(hasTargets("ended", "2026-07-21T00:00-03:00")).isFalse();
        assertThat(hasTargets("kept", "2026-07-31T23:59:59.999-03:00")).isTrue();
        assertThat(hasTargets("kept", "2026-08-01T00:00-03:00")).isFalse();
        assertThat(hasTargets("unknown-product", "2026-08-01T00:00-03:00")).isTrue();

        var withoutCustomer = quote
                .handle(new Command(null, "a", "INCIDENT", "P1", "ended", Instant.parse("2026-08-01T00:00:00Z")));
        assertThat(withoutCustomer.orElseThrow().clocks())
                .as("without a customer there is no zone, so the end of life does not apply").isNotEmpty();
    }

    private boolean hasTargets(String product, String at) {
        var quoted = quote.handle(new Command("acme", null, "INCIDENT", "P1", product, OffsetDateTime.parse(at).toInstant()))
                .orElseThrow();
        assertThat(quoted.plan().id() + " " + quoted.calendar() + " " + quoted.zone()).isEqualTo("a a America/Sao_Paulo");
        return !quoted.clocks().isEmpty();
    }
}
