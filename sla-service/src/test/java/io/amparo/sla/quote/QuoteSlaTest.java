package io.amparo.sla.quote;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.sla.clock.ClockFixtures;
import io.amparo.sla.clock.TicketFactsConsumer;
import io.amparo.sla.clock.TicketWatch;
import io.amparo.sla.customer.Agreement;
import io.amparo.sla.customer.Customer;
import io.amparo.sla.plan.Policies;
import io.amparo.sla.quote.QuoteSla.Command;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class QuoteSlaTest {
    private static final Customer ACME = new Customer("acme", "Acme",
            new Agreement("a", ZoneId.of("America/Sao_Paulo"), List.of(), List.of()), List.of(), Instant.EPOCH, null, null);
    private final Policies policies = ClockFixtures.policies();
    private final QuoteSla quote = new QuoteSla(policies,
            customer -> customer.equals("acme") ? Optional.of(ACME) : Optional.empty());

    @Property
    void a_quote_is_what_will_be_assigned(@ForAll @LongRange(min = 1_500_000_000_000L, max = 2_000_000_000_000L) long at) {
        var opened = Instant.ofEpochMilli(at);
        var quoted = quote.handle(new Command("acme", null, "INCIDENT", "P2", opened)).orElseThrow();
        var ledger = TicketFactsConsumer.opening("t", "n", "acme", "s", "INCIDENT", "P2", opened)
                .with(TicketFactsConsumer.promised(quoted.plan().id(), quoted.plan().version(), opened));
        var assigned = (SlaAssigned) TicketWatch.over(ledger).advance(policies, opened).tidings().getFirst().event();
        assertThat(quoted.clocks()).extracting("metric").extracting(Object::toString)
                .isEqualTo(assigned.clocks().stream().map(clock -> clock.metric()).toList());
        assertThat(quoted.clocks().stream().map(clock -> clock.dueAt())).containsExactlyElementsOf(
                assigned.clocks().stream().map(clock -> clock.dueAt()).toList());
    }

    @Test
    void a_named_plan_wins_and_whoever_is_unknown_gets_no_quote() {
        assertThat(quote.handle(new Command("acme", "z", "INCIDENT", "P1", Instant.EPOCH)).orElseThrow().plan().id())
                .isEqualTo("z");
        assertThat(quote.handle(new Command("nobody", null, "INCIDENT", "P1", Instant.EPOCH))).isEmpty();
        assertThat(quote.handle(new Command(null, "no-plan", "INCIDENT", "P1", Instant.EPOCH))).isEmpty();
    }

    @Test
    @Tag("R5.6")
    void nothing_is_promised_for_consultancy() {
        assertThat(quote.handle(new Command("acme", null, "CONSULTANCY", "P1", Instant.EPOCH)).orElseThrow().clocks()).isEmpty();
    }
}
