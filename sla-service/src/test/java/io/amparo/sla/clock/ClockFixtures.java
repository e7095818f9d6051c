package io.amparo.sla.clock;

import io.amparo.sla.calendar.CalendarFixtures;
import io.amparo.sla.calendar.PublishedCalendar;
import io.amparo.sla.calendar.Tzdata;
import io.amparo.sla.calendar.ZoneTable;
import io.amparo.sla.ledger.Facts;
import io.amparo.sla.ledger.Ledger;
import io.amparo.sla.plan.CalendarVersion;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.plan.Objective;
import io.amparo.sla.plan.Objective.Rung;
import io.amparo.sla.plan.Policies;
import io.amparo.sla.plan.SlaPlan;
import io.amparo.sla.plan.SlaPlan.PackageCalendar;
import io.amparo.sla.plan.SlaPlan.Reopening;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tickets, plans and calendars for tests: {@code aTicket("…").reply("…")}. */
public final class ClockFixtures {
    private static final Tzdata TZDATA = Tzdata.ofThisJvm();
    static final Set<String> WAITING = Set.of("WAITING_CUSTOMER");

    /**
     * Plan "a": P1 4 h and 8 h, P2 8 h and 16 h, on calendar A of the test vectors, or on Z with package Incidente 24x7. Plan
     * "z": the same on calendar Z. Plans "full" and "anew": every objective, on Z.
     */
    public static InMemoryPolicies policies() {
        var policies = new InMemoryPolicies();
        for (var calendarName : List.of("A", "Z")) {
            var id = calendarName.toLowerCase();
            policies.add(new PublishedCalendar(id, 1, id, CalendarFixtures.calendar(calendarName), Instant.EPOCH));
            policies.add(plan(id,
                    List.of(objective("P1", Metric.FIRST_RESPONSE, 4, id), objective("P1", Metric.RESOLUTION, 8, id),
                            objective("P2", Metric.FIRST_RESPONSE, 8, id), objective("P2", Metric.RESOLUTION, 16, id)),
                    Reopening.RESUME, List.of(new PackageCalendar("incidente-24x7", new CalendarVersion("z", 1)))));
        }
        policies.add(full("full", Reopening.RESUME));
        policies.add(full("anew", Reopening.NEW_CYCLE));
        return policies;
    }

    /** Budgets of P1: 4 h, 2 h, 6 h, 8 h, 40 h; of P2: the double. P3 has no periodic update. A pause lasts a day at most. */
    private static SlaPlan full(String id, Reopening reopening) {
        var objectives = new ArrayList<Objective>();
        for (int p = 1; p <= 3; p++) {
            objectives.add(fullObjective("P" + p, Metric.FIRST_RESPONSE, 4 * p));
            objectives.add(fullObjective("P" + p, Metric.NEXT_RESPONSE, 2 * p));
            if (p < 3) objectives.add(fullObjective("P" + p, Metric.PERIODIC_UPDATE, 6 * p));
            objectives.add(fullObjective("P" + p, Metric.RESOLUTION, 8 * p));
            objectives.add(fullObjective("P" + p, Metric.FIX_DELIVERED, 40 * p));
        }
        return plan(id, objectives, reopening, List.of());
    }

    private static Objective fullObjective(String priority, Metric metric, int hours) {
        return new Objective("INCIDENT", priority, metric, Duration.ofHours(hours), new CalendarVersion("z", 1), WAITING,
                Duration.ofDays(1), List.of(new Rung(50, List.of()), new Rung(90, List.of("owner")),
                        new Rung(100, List.of("manager")), new Rung(150, List.of("manager", "admin"))));
    }

    public static SlaPlan plan(String id, List<Objective> objectives, Reopening reopening,
            List<PackageCalendar> packageCalendars) {
        return new SlaPlan(id, 1, id, objectives, reopening, packageCalendars, "P1", Instant.EPOCH);
    }

    public static Objective objective(String priority, Metric metric, int hours, String calendar) {
        return new Objective("INCIDENT", priority, metric, Duration.ofHours(hours), new CalendarVersion(calendar, 1), WAITING,
                null, Objective.warnings(List.of(50, 75, 90)));
    }

    public static Instant at(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    /** An incident, P1, on plan "z". */
    public static TicketBuilder aTicket(String openedAt) {
        return aTicket("INCIDENT", "z", openedAt);
    }

    public static TicketBuilder aTicket(String kind, String plan, String openedAt) {
        return new TicketBuilder(new Ledger("t1", "T-2026-000001", "acme", "Nothing works", List.of()), 0).opened(kind, "P1",
                plan + "/1", openedAt);
    }

    /** Builds a ledger fact by fact. */
    public record TicketBuilder(Ledger ledger, int factCount) {
        private TicketBuilder opened(String kind, String priority, String plan, String at) {
            return with("OPENED", kind, at).with("PRIORITY", priority, at).with("PLAN", plan, at);
        }

        public TicketBuilder with(String what, String value, String at) {
            return new TicketBuilder(
                    ledger.with(
                            Facts.fact("#" + factCount, ClockFixtures.at(at), what, value, "user-FABIO", "because " + factCount)),
                    factCount + 1);
        }

        public TicketBuilder status(String status, String at) {
            return with("STATUS", status, at);
        }

        TicketBuilder priority(String priority, String at) {
            return with("PRIORITY", priority, at);
        }

        TicketBuilder asked(String at) {
            return with("ASKED", "acme-bruno", at);
        }

        public TicketBuilder reply(String at) {
            return with("REPLIED", "user-FABIO", at);
        }

        List<SlaClock> clocks() {
            return ClockTracker.clocksOf(ledger, policies()).orElseThrow();
        }

        /** Returns the latest run. */
        SlaClock clock(Metric metric) {
            return runs(metric).getLast();
        }

        List<SlaClock> runs(Metric metric) {
            return clocks().stream().filter(clock -> clock.metric() == metric).toList();
        }

        List<String> edges(Metric metric) {
            return edges().stream().filter(edge -> edge.startsWith(metric + "/")).toList();
        }

        List<String> edges() {
            return Edges.of(clocks()).stream()
                    .map(edge -> edge.key() + (edge.type() == Edge.Type.WITHDRAWN ? "/withdrawn " : " ") + edge.at()).toList();
        }
    }

    /** Policies in memory, published at once. */
    public static final class InMemoryPolicies implements Policies {
        private final Map<String, SlaPlan> plans = new HashMap<>();
        private final Map<String, PublishedCalendar> calendars = new HashMap<>();
        private final Map<String, PublishedCalendar> dated = new HashMap<>();
        private final Map<String, ZoneRules> zones = new HashMap<>();

        public void add(PublishedCalendar calendar) {
            calendars.put(calendar.id() + "/" + calendar.version(), calendar);
            dated.clear();
        }

        public void add(ZoneTable table) {
            zones.put(table.zone() + "/" + table.tzdata(), table.rules());
        }

        public void add(SlaPlan plan) {
            plans.put(plan.id() + "/" + plan.version(), plan);
        }

        @Override
        public Optional<SlaPlan> plan(String id, int version) {
            return Optional.ofNullable(plans.get(id + "/" + version));
        }

        @Override
        public Optional<SlaPlan> latestPlan(String id) {
            return new ArrayList<>(plans.values()).stream().filter(plan -> plan.id().equals(id))
                    .max(Comparator.comparing(SlaPlan::version));
        }

        @Override
        public Optional<PublishedCalendar> calendar(String id, int version, String tzdata) {
            return Optional.ofNullable(dated.computeIfAbsent(id + "/" + version + "/" + tzdata,
                    _ -> Optional.ofNullable(calendars.get(id + "/" + version))
                            .flatMap(calendar -> zone(calendar.zone(), tzdata).map(calendar::withZoneRules)).orElse(null)));
        }

        @Override
        public Optional<ZoneRules> zone(ZoneId zone, String tzdata) {
            return tzdata.equals(tzdata())
                    ? Optional.of(TZDATA.rules(zone))
                    : Optional.ofNullable(zones.get(zone + "/" + tzdata));
        }

        @Override
        public String tzdata() {
            return TZDATA.version();
        }
    }

    private ClockFixtures() {}
}
