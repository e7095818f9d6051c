package io.amparo.sla.engine;

import io.amparo.events.sla.SlaEvent;
import io.amparo.events.sla.SlaEvent.AnnouncedRung;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaRescheduled;
import io.amparo.events.sla.SlaEvent.SlaWarned;
import io.amparo.sla.clock.Edge;
import io.amparo.sla.plan.Metric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides which event announces the rungs of an evaluation to people. If an evaluation reaches several rungs of a ticket, or
 * withdraws several breaches, the event of the most severe one announces all of them, so that each person gets one mail.
 */
final class Announcements {
    private static final Comparator<AnnouncedRung> MOST_SEVERE_FIRST = Comparator.comparing(AnnouncedRung::withdrawn)
            .thenComparing(Comparator.comparing(AnnouncedRung::percent).reversed())
            .thenComparing(announcement -> Metric.valueOf(announcement.metric()))
            .thenComparing(Comparator.comparing(AnnouncedRung::cycle).reversed());

    private record Candidate(OutgoingSlaEvent event, AnnouncedRung announcement) {}

    /** Returns the events with their announcements, in the same order. */
    static List<OutgoingSlaEvent> assign(List<OutgoingSlaEvent> events) {
        var candidates = new ArrayList<Candidate>();
        for (var event : events) {
            var announcement = announcement(event.event());
            if (announcement != null) candidates.add(new Candidate(event, announcement));
        }
        candidates.removeIf(each -> each.announcement.withdrawn() && isReached(each.announcement, candidates));
        if (candidates.size() < 2) return events;
        candidates.sort(Comparator.comparing(Candidate::announcement, MOST_SEVERE_FIRST));
        var leader = candidates.removeFirst().event;
        var announces = candidates.stream().map(Candidate::announcement).toList();
        return events.stream()
                .map(event -> event == leader
                        ? event.with(announced(event.event(), null, announces))
                        : candidates.stream().anyMatch(each -> each.event == event)
                                ? event.with(announced(event.event(), leader.id(), null))
                                : event)
                .toList();
    }

    private static boolean isReached(AnnouncedRung withdrawn, List<Candidate> candidates) {
        return candidates.stream().map(Candidate::announcement)
                .anyMatch(each -> !each.withdrawn() && each.percent() == withdrawn.percent()
                        && each.metric().equals(withdrawn.metric()) && each.cycle() == withdrawn.cycle());
    }

    private static @Nullable AnnouncedRung announcement(SlaEvent event) {
        return switch (event) {
            case SlaWarned it -> new AnnouncedRung(it.metric(), it.cycle(), it.percent(), false, it.dueAt(), it.recipients());
            case SlaBreached it -> new AnnouncedRung(it.metric(), it.cycle(), Edge.BREACH, false, it.dueAt(), it.recipients());
            case SlaRescheduled it when it.withdrawn().contains(Edge.BREACH) ->
                new AnnouncedRung(it.metric(), it.cycle(), Edge.BREACH, true, it.to(), it.withdrawnRecipients());
            default -> null;
        };
    }

    private static SlaEvent announced(SlaEvent event, @Nullable String by, @Nullable List<AnnouncedRung> announces) {
        return switch (event) {
            case SlaWarned it -> it.announced(by, announces);
            case SlaBreached it -> it.announced(by, announces);
            case SlaRescheduled it -> it.announced(by, announces);
            default -> event;
        };
    }

    private Announcements() {}
}
