package io.amparo.sla.quote;

import io.amparo.events.PauseRule;
import io.amparo.sla.clock.ClockTracker;
import io.amparo.sla.clock.SlaClock;
import io.amparo.sla.customer.Customer;
import io.amparo.sla.ledger.Ledger;
import io.amparo.sla.ledger.MissingTermFacts;
import io.amparo.sla.ledger.TicketFactMapper;
import io.amparo.sla.plan.Policies;
import io.amparo.sla.plan.SlaPlan;
import io.amparo.sla.product.SupportPeriod;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Calculates the SLA targets that a ticket would get. It uses the same clocks as the engine, so that the receipt and the engine
 * cannot differ.
 */
final class QuoteSla {
    /** {@code plan} takes precedence over the customer's plan; {@code product} is empty if the ticket has none. */
    record Command(@Nullable String customer, @Nullable String plan, String kind, String priority, String product, Instant at) {}

    /** @param pauseRules which statuses pause which clocks; empty if no clock would run */
    record Quote(SlaPlan plan, String calendar, ZoneId zone, String tzdata, Instant at, List<SlaClock> clocks,
            List<PauseRule> pauseRules) {}

    private final Policies policies;
    private final Function<String, Optional<Customer>> customers;
    private final Function<String, Optional<SupportPeriod>> products;

    QuoteSla(Policies policies, Function<String, Optional<Customer>> customers,
            Function<String, Optional<SupportPeriod>> products) {
        this.policies = policies;
        this.customers = customers;
        this.products = products;
    }

    /** @return empty if the customer or the plan is unknown */
    Optional<Quote> handle(Command command) {
        var opening = TicketFactMapper.newLedger("quote", "quote", "quote", "", command.kind(), command.priority(), command.at())
                .with(TicketFactMapper.productFact(command.product(), command.at()));
        var customer = Optional.ofNullable(command.customer()).flatMap(customers);
        var plan = Optional.ofNullable(command.plan()).or(() -> customer.map(each -> each.terms().slaPlan()))
                .flatMap(policies::latestPlan);
        return plan.map(latestPlan -> quote(latestPlan,
                opening.with(TicketFactMapper.planFact(latestPlan.reference(), command.at())), customer.orElse(null), command));
    }

    private Quote quote(SlaPlan plan, Ledger planned, @Nullable Customer customer, Command command) {
        var supportPeriod = products.apply(command.product()).orElse(null);
        var ledger = planned.with(MissingTermFacts.find(planned, customer, supportPeriod, policies, true).facts());
        var clocks = ClockTracker.clocksOf(ledger, policies).orElseThrow();
        // If the plan has no objective for the priority, the quote still names the calendar of the plan.
        var planCalendar = plan.objectives().getFirst().calendar();
        var calendar = clocks.isEmpty()
                ? policies.calendar(planCalendar.id(), planCalendar.version()).orElseThrow()
                : clocks.getFirst().calendar(command.at());
        var pauseRules = clocks.isEmpty() ? List.<PauseRule>of() : plan.pauseRules(command.kind(), command.priority(), false);
        return new Quote(plan, calendar.id(), calendar.zone(), ledger.tzdata(policies), command.at(), clocks, pauseRules);
    }
}
