package io.amparo.sla.clock;

import io.amparo.sla.calendar.CalendarFixtures;
import io.amparo.sla.calendar.PublishedCalendar;
import io.amparo.sla.clock.Fact.What;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.plan.Objective;
import io.amparo.sla.plan.Policies;
import io.amparo.sla.plan.SlaPlan;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tickets, plans and calendars for tests: {@code aTicket().at("…").reply()}. */
public final class ClockFixtures {
    static final Set<String> WAITING = Set.of("WAITING_CUSTOMER");

    /** Plan "a": P1 4 h and 8 h, P2 8 h and 16 h, on the vectors' calendar A; plan "z": the same on calendar Z. */
    public static Book policies() {
        var book = new Book();
        for (var letter : List.of("A", "Z")) {
            var id = letter.toLowerCase();
            book.calendars.put(id + "/1", new PublishedCalendar(id, 1, id, CalendarFixtures.calendar(letter), Instant.EPOCH));
            book.add(new SlaPlan(id, 1, id,
                    List.of(objective("P1", Metric.FIRST_RESPONSE, 4, id), objective("P1", Metric.RESOLUTION, 8, id),
                            objective("P2", Metric.FIRST_RESPONSE, 8, id), objective("P2", Metric.RESOLUTION, 16, id)),
                    Instant.EPOCH));
        }
        return book;
    }

    static Objective objective(String priority, Metric metric, int hours, String calendar) {
        return new Objective("INCIDENT", priority, metric, Duration.ofHours(hours), new Objective.CalendarVersion(calendar, 1),
                WAITING,
                List.of(50, 75, 90));
    }

    static Instant at(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    /** An incident, P1, on plan "z". */
    static Story aTicket(String openedAt) {
        return new Story(new Ledger("t1", "T-2026-000001", "acme", "Nothing works", List.of()), 0).opened("INCIDENT", "P1", "z/1",
                openedAt);
    }

    /** A ledger that grows. */
    record Story(Ledger ledger, int told) {
        private Story opened(String kind, String priority, String plan, String at) {
            return with(What.OPENED, kind, at).with(What.PRIORITY, priority, at).with(What.PLAN, plan, at);
        }

        Story with(What what, String value, String at) {
            return new Story(ledger.with(new Fact("#" + told, ClockFixtures.at(at), what, value)), told + 1);
        }

        Story status(String status, String at) {
            return with(What.STATUS, status, at);
        }

        Story priority(String priority, String at) {
            return with(What.PRIORITY, priority, at);
        }

        Story reply(String at) {
            return with(What.REPLIED, "fabio@opservices.example", at);
        }

        List<SlaClock> clocks() {
            return TicketClocks.of(ledger, policies()).orElseThrow();
        }

        SlaClock clock(Metric metric) {
            return clocks().stream().filter(clock -> clock.metric() == metric).reduce((a, b) -> b).orElseThrow();
        }

        List<String> edges() {
            return Edges.of(clocks()).stream().map(edge -> edge.key() + " " + edge.at()).toList();
        }
    }

    public static final class Book implements Policies {
        private final Map<String, SlaPlan> plans = new HashMap<>();
        private final Map<String, PublishedCalendar> calendars = new HashMap<>();

        void add(SlaPlan plan) {
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
        public Optional<PublishedCalendar> calendar(String id, int version) {
            return Optional.ofNullable(calendars.get(id + "/" + version));
        }
    }

    private ClockFixtures() {}
}
