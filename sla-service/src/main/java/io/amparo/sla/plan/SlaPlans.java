package io.amparo.sla.plan;

import java.util.Set;
import io.amparo.events.sladefinition.SlaDefinitionEvent;
import io.amparo.events.sladefinition.SlaDefinitionEvent.PackageCalendar;
import io.amparo.events.sladefinition.SlaDefinitionEvent.Rung;
import io.amparo.events.sladefinition.SlaDefinitionEvent.SlaPlanPublished;
import io.amparo.platform.store.Change;
import io.amparo.platform.store.LookupCache;
import io.amparo.platform.store.Outbox;
import io.amparo.sla.calendar.VersionedPolicyStore;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Repository of SLA plan versions. */
public final class SlaPlans extends VersionedPolicyStore<SlaPlan> {

    private final LookupCache<String, SlaPlan> latestPlans = new LookupCache<>();

    public SlaPlans(Outbox outbox) {
        super(outbox, "plans");
    }

    @Override
    public boolean publish(SlaPlan plan, String cause) {
        try {
            return insert(plan.id() + "/" + plan.version(), cause, Change.of(plan, List.of(plan.event())));
        } finally {
            latestPlans.changed();
        }
    }

    /** As {@link #latest}, but may return a version that another process has replaced in the last 5 s. */
    Optional<SlaPlan> lookUpLatest(String id) {
        return latestPlans.get(id, () -> latest(id).stream().toList()).stream().findFirst();
    }

    @Override
    protected Set<Class<?>> wholeStateEvents() {
        return Set.of(SlaPlanPublished.class);
    }

    @Override
    protected Document write(SlaPlan plan) {
        var event = plan.event();
        return new Document("id", event.planId()).append("version", event.version()).append("name", event.name())
                .append("objectives", event.objectives().stream().map(SlaPlans::write).toList())
                .append("reopening", event.reopening())
                .append("packageCalendars",
                        stream(event.packageCalendars()).map(each -> new Document("package", each.packageCode())
                                .append("calendarId", each.calendarId()).append("calendarVersion", each.calendarVersion()))
                                .toList())
                .append("qualifiedBugPriority", event.qualifiedBugPriority()).append("publishedAt", event.publishedAt());
    }

    private static Document write(SlaDefinitionEvent.Objective objective) {
        return new Document("kind", objective.kind()).append("priority", objective.priority())
                .append("metric", objective.metric()).append("budget", objective.budget())
                .append("calendarId", objective.calendarId()).append("calendarVersion", objective.calendarVersion())
                .append("pauseStatuses", objective.pauseStatuses()).append("warnings", objective.warnings())
                .append("longestPause", objective.longestPause()).append("ladder", stream(objective.ladder())
                        .map(rung -> new Document("percent", rung.percent()).append("to", rung.to())).toList());
    }

    @Override
    protected SlaPlan read(Document state) {
        return SlaPlan.of(new SlaPlanPublished(state.getString("id"), state.getInteger("version"), state.getString("name"),
                state.getList("objectives", Document.class).stream().map(SlaPlans::objective).toList(),
                state.getDate("publishedAt").toInstant(), state.getString("reopening"),
                stream(state.getList("packageCalendars", Document.class))
                        .map(each -> new PackageCalendar(each.getString("package"), each.getString("calendarId"),
                                each.getInteger("calendarVersion")))
                        .toList(),
                state.getString("qualifiedBugPriority")));
    }

    private static SlaDefinitionEvent.Objective objective(Document objective) {
        return new SlaDefinitionEvent.Objective(objective.getString("kind"), objective.getString("priority"),
                objective.getString("metric"), objective.getString("budget"), objective.getString("calendarId"),
                objective.getInteger("calendarVersion"), objective.getList("pauseStatuses", String.class),
                objective.getList("warnings", Integer.class), objective.getString("longestPause"),
                stream(objective.getList("ladder", Document.class))
                        .map(rung -> new Rung(rung.getInteger("percent"), rung.getList("to", String.class))).toList());
    }

    private static <T> Stream<T> stream(@Nullable List<T> list) {
        return list == null ? Stream.of() : list.stream();
    }
}
