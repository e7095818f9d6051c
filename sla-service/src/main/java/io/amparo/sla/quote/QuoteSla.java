package io.amparo.sla.quote;

import io.amparo.sla.clock.SlaClock;
import io.amparo.sla.clock.TicketClocks;
import io.amparo.sla.clock.TicketFactsConsumer;
import io.amparo.sla.plan.Policies;
import io.amparo.sla.plan.SlaPlan;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a ticket would be promised. Worked out by the very clocks that will run, so that the receipt and the engine cannot differ. */
final class QuoteSla {
    /** {@code plan} wins over the customer's. */
    record Command(@Nullable String customer, @Nullable String plan, String kind, String priority, Instant at) {}

    record Quote(SlaPlan plan, String calendar, ZoneId zone, List<SlaClock> clocks) {}

    private final Policies policies;
    private final Function<String, Optional<String>> planOfCustomer;

    QuoteSla(Policies policies, Function<String, Optional<String>> planOfCustomer) {
        this.policies = policies;
        this.planOfCustomer = planOfCustomer;
    }

    /** Empty where there is no such customer or plan. */
    Optional<Quote> handle(Command command) {
        return planId(command).flatMap(policies::latestPlan).map(plan -> quote(plan, command));
    }

    private Optional<String> planId(Command command) {
        if (command.plan() != null) return Optional.of(command.plan());
        return Optional.ofNullable(command.customer()).flatMap(planOfCustomer);
    }

    private Quote quote(SlaPlan plan, Command command) {
        var ledger = TicketFactsConsumer.opening("quote", "quote", "quote", "", command.kind(), command.priority(), command.at())
                .with(TicketFactsConsumer.promised(plan.id(), plan.version(), command.at()));
        var clocks = TicketClocks.of(ledger, policies).orElseThrow();
        // A priority without a promise still names the calendar in which the plan counts.
        var named = clocks.isEmpty() ? plan.objectives().getFirst().calendar() : clocks.getFirst().objective().calendar();
        var calendar = policies.calendar(named.id(), named.version()).orElseThrow();
        return new Quote(plan, calendar.id(), calendar.zone(), clocks);
    }
}
