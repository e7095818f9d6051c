package io.amparo.sla.quote;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.sla.clock.ClockFixtures;
import io.amparo.sla.clock.TicketFactsConsumer;
import io.amparo.sla.clock.TicketWatch;
import io.amparo.sla.customer.Agreement;
import io.amparo.sla.customer.Agreement.Maintained;
import io.amparo.sla.customer.Customer;
import io.amparo.sla.plan.Policies;
import io.amparo.sla.product.Life;
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
    private static final Agreement AGREED = new Agreement("a", ZoneId.of("America/Sao_Paulo"), List.of(),
            List.of(new Maintained("kept", LocalDate.of(2026, 7, 31))));
    private static final Customer ACME = new Customer("acme", "Acme", AGREED, List.of(), Instant.EPOCH, null, null);
    private static final Life ENDED = new Life(LocalDate.of(2026, 7, 21), Instant.EPOCH);
    private final Policies policies = ClockFixtures.policies();
    private final QuoteSla quote = new QuoteSla(policies,
            customer -> customer.equals("acme") ? Optional.of(ACME) : Optional.empty(),
            product -> List.of("ended", "kept").contains(product) ? Optional.of(ENDED) : Optional.empty());

    @Property
    void a_quote_is_what_will_be_assigned(@ForAll @LongRange(min = 1_500_000_000_000L, max = 2_000_000_000_000L) long at) {
        var opened = Instant.ofEpochMilli(at);
        var quoted = quote.handle(new Command("acme", null, "INCIDENT", "P2", "", opened)).orElseThrow();
        var ledger = TicketFactsConsumer.opening("t", "n", "acme", "s", "INCIDENT", "P2", opened)
                .with(TicketFactsConsumer.promised(quoted.plan().id(), quoted.plan().version(), opened));
        var assigned = (SlaAssigned) TicketWatch.over(ledger).advance(policies, opened).tidings().getFirst().event();
        assertThat(quoted.clocks()).extracting("metric").extracting(Object::toString)
                .isEqualTo(assigned.clocks().stream().map(clock -> clock.metric()).toList());
        assertThat(quoted.clocks().stream().map(clock -> clock.dueAt()))
                .containsExactlyElementsOf(assigned.clocks().stream().map(clock -> clock.dueAt()).toList());
    }

    @Test
    void a_named_plan_wins_and_whoever_is_unknown_gets_no_quote() {
        assertThat(quote.handle(new Command("acme", "z", "INCIDENT", "P1", "", Instant.EPOCH)).orElseThrow().plan().id())
                .isEqualTo("z");
        assertThat(quote.handle(new Command("nobody", null, "INCIDENT", "P1", "", Instant.EPOCH))).isEmpty();
        assertThat(quote.handle(new Command(null, "no-plan", "INCIDENT", "P1", "", Instant.EPOCH))).isEmpty();
    }

    @Test
    @Tag("R5.6")
    void nothing_is_promised_for_consultancy() {
        assertThat(quote.handle(new Command("acme", null, "CONSULTANCY", "P1", "", Instant.EPOCH)).orElseThrow().clocks())
                .isEmpty();
    }

    @Test
    @Tag("R10.2")
    @Tag("R10.3")
    void nothing_is_promised_from_the_day_on_that_support_is_over_where_the_customer_is() {
        assertThat(promised("ended", "2026-07-20T23:59:59.999-03:00")).isTrue();
        assertThat(promised("ended", "2026-07-21T00:00-03:00")).isFalse();
        assertThat(promised("kept", "2026-07-31T23:59:59.999-03:00")).isTrue();
        assertThat(promised("kept", "2026-08-01T00:00-03:00")).isFalse();
        assertThat(promised("never-heard-of", "2026-08-01T00:00-03:00")).isTrue();
        var nobodys = quote.handle(new Command(null, "a", "INCIDENT", "P1", "ended", Instant.parse("2026-08-01T00:00:00Z")));
        assertThat(nobodys.orElseThrow().clocks()).as("without a customer there is no zone, so the end of life does not apply")
                .isNotEmpty();
    }

    private boolean promised(String product, String at) {
        var quoted = quote.handle(new Command("acme", null, "INCIDENT", "P1", product, OffsetDateTime.parse(at).toInstant()))
                .orElseThrow();
        assertThat(quoted.plan().id() + " " + quoted.calendar() + " " + quoted.zone()).isEqualTo("a a America/Sao_Paulo");
        return !quoted.clocks().isEmpty();
    }
}
