package io.amparo.sla.plan;

import io.amparo.events.slapolicy.SlaPolicyEvent.SlaPlanPublished;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One version of a set of promises, never changed once it is published. */
public record SlaPlan(String id, int version, String name, List<Objective> objectives, Instant publishedAt) {
    /** Professional Support is for incidents and questions only (R5.6). */
    private static final Set<String> KINDS = Set.of("INCIDENT", "QUESTION");

    public SlaPlan {
        objectives = List.copyOf(objectives);
        if (objectives.isEmpty()) throw new IllegalArgumentException("a plan that promises nothing");
        var seen = new HashSet<List<Object>>();
        for (var objective : objectives) {
            if (!hasClocks(objective.kind()))
                throw new IllegalArgumentException("no clock for a " + objective.kind() + " (R5.6)");
            if (!seen.add(List.of(objective.kind(), objective.priority(), objective.metric())))
                throw new IllegalArgumentException("promised twice: " + objective);
        }
    }

    public static boolean hasClocks(String kind) {
        return KINDS.contains(kind);
    }

    public List<Objective> objectives(String kind, String priority) {
        return objectives.stream().filter(o -> o.kind().equals(kind) && o.priority().equals(priority)).toList();
    }

    public Optional<Objective> objective(String kind, String priority, Metric metric) {
        return objectives(kind, priority).stream().filter(o -> o.metric() == metric).findFirst();
    }

    public static SlaPlan of(SlaPlanPublished event) {
        return new SlaPlan(event.planId(), event.version(), event.name(), event.objectives().stream().map(Objective::of).toList(),
                event.publishedAt());
    }

    public SlaPlanPublished event() {
        return new SlaPlanPublished(id, version, name, objectives.stream().map(Objective::event).toList(), publishedAt);
    }
}
