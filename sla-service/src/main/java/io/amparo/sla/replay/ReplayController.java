package io.amparo.sla.replay;

import io.amparo.platform.security.Role;
import io.amparo.platform.security.Staff;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.Required;
import io.amparo.sla.calendar.Calendars;
import io.amparo.sla.customer.Customers;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.plan.PublishedPolicies;
import io.amparo.sla.plan.ReplayPlanRequest;
import io.amparo.sla.plan.SlaPlans;
import io.amparo.sla.readmodel.WatchedTicket;
import io.amparo.sla.readmodel.WatchedTickets;
import io.amparo.sla.replay.Replay.Comparison;
import io.amparo.sla.replay.Replay.Difference;
import io.amparo.sla.request.Computation;
import io.amparo.sla.report.Attainment;
import io.amparo.sla.report.Period;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** REST API for managers: replays past tickets under another plan ({@link Replay}). Stores nothing and publishes no events. */
@RestController
@RequestMapping("/api/v1/sla/replays")
@Staff({Role.MANAGER, Role.ADMIN})
class ReplayController {
    private static final int MAX_TICKETS = 10_000;
    private static final int MAX_DAYS = 366;
    private static final String DESCRIPTION = """
            Replays the tickets opened in [from, to), of one customer or of all, as known now, with all of their SLA targets, whenever decided. The \
            plan is given by id (and version, else its latest; a JSON string is an id) or inline as for POST /sla/plans. Packages that switch its calendar are as each \
            ticket had them if one of its own plans used them, else as in the current contract. At most 10,000 tickets of at most 366 \
            days; larger requests are refused. At most 1,000 differences are listed; all differing tickets are counted.""";

    record ReplayRequest(
            @Required @Schema(implementation = Object.class, oneOf = {ReplayPlanRequest.class,
                    String.class}) @Nullable ReplayPlanRequest plan,
            @Required @Nullable String from, @Required @Nullable String to, @Nullable String customer){}

    record MetricComparisonResponse(Metric metric, Attainment then, Attainment would) {}

    /**
     * @param differing number of tickets that differ
     * @param differences at most 1,000; {@code then} or {@code would} is missing if the clock does not exist in that case
     * @param leftOut number of tickets left out because their calendar has no open time left or leaves its supported range
     */
    record ReplayResponse(String plan, @Nullable Integer version, OffsetDateTime from, OffsetDateTime to, OffsetDateTime asOf,
            @Nullable String customer, long tickets, Comparison total, List<MetricComparisonResponse> metrics, long differing,
            List<Difference> differences, long leftOut) {}

    private final WatchedTickets tickets;
    private final PublishedPolicies policies;
    private final SlaPlans plans;
    private final Calendars calendars;
    private final Customers customers;
    private final Clock clock;

    ReplayController(WatchedTickets tickets, PublishedPolicies policies, SlaPlans plans, Calendars calendars, Customers customers,
            Clock clock) {
        this.tickets = tickets;
        this.policies = policies;
        this.plans = plans;
        this.calendars = calendars;
        this.customers = customers;
        this.clock = clock;
    }

    @PostMapping
    @Computation(megabytes = 24)
    @Operation(summary = "Attainment then, and as it would have been under another plan", description = DESCRIPTION)
    ReplayResponse replayPlan(@RequestBody ReplayRequest request) {
        if (request.plan == null) throw ApiException.malformed("plan", "required");
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var period = Period.parse(request.from, request.to);
        if (Duration.between(period.from(), period.to()).compareTo(Duration.ofDays(MAX_DAYS)) > 0)
            throw ApiException.invalid("to", "too-far", MAX_DAYS);
        if (request.customer != null && customers.find(request.customer).isEmpty())
            throw ApiException.invalid("customer", "not-known");
        var plan = request.plan.plan("plan.", plans, calendars, now);
        var replay = new Replay(policies, plan, customers::find, now);
        tickets.forEachOpened(period.from().toInstant(), period.to().toInstant(),
                ticket -> add(ticket, request.customer, replay));
        boolean inline = plan.id().equals(ReplayPlanRequest.INLINE_ID);
        return new ReplayResponse(plan.id(), inline ? null : plan.version(), period.from(), period.to(),
                period.atPeriodOffset(now), request.customer, replay.tickets(), replay.total(),
                replay.byMetric().entrySet().stream().map(metric -> new MetricComparisonResponse(metric.getKey(),
                        metric.getValue().then(), metric.getValue().would())).toList(),
                replay.differing(), replay.differences(), replay.leftOut());
    }

    private static void add(WatchedTicket ticket, @Nullable String customer, Replay replay) {
        var ledger = ticket.ledger();
        if (customer != null && !customer.equals(ledger.customerId())) return;
        if (replay.tickets() + replay.leftOut() == MAX_TICKETS) throw ApiException.invalid("to", "too-many-tickets", MAX_TICKETS);
        replay.add(ledger);
    }
}
