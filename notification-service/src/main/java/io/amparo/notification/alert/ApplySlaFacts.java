package io.amparo.notification.alert;

import static java.util.stream.Collectors.toMap;

import io.amparo.events.Vocabulary.AlertResolution;
import io.amparo.events.alert.AlertEvent;
import io.amparo.notification.alert.Alert.Mail;
import io.amparo.notification.alert.AlertGroup.Timing;
import io.amparo.notification.alert.SlaFact.Clock;
import io.amparo.notification.alert.SlaFact.Ended;
import io.amparo.notification.alert.SlaFact.Reached;
import io.amparo.platform.store.AggregateUpdate;
import io.amparo.platform.store.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Opens and resolves alerts. Idempotent: each step is stored once for each event, so an event that is delivered once more after a
 * crash completes what is missing. The facts of a poll cost a constant number of commands for 100 facts.
 */
public final class ApplySlaFacts {
    private static final int CHUNK = 100;
    private static final int BREACH = 100;

    private final AlertGroups groups;
    private final GroupWindows windows;
    private final Channels channels;
    private final Timing timing;
    private final java.time.Clock clock;

    ApplySlaFacts(AlertGroups groups, GroupWindows windows, Channels channels, Timing timing, java.time.Clock clock) {
        this.groups = groups;
        this.windows = windows;
        this.channels = channels;
        this.timing = timing;
        this.clock = clock;
    }

    /** Returns the causation ids of the facts that are not mailed on their own, because a mail of their group covers them. */
    public Set<String> handle(List<SlaFact> facts) {
        var covered = new HashSet<String>();
        for (int from = 0; from < facts.size(); from += CHUNK)
            covered.addAll(new Step(facts.subList(from, Math.min(facts.size(), from + CHUNK))).apply());
        return covered;
    }

    /** The facts of one round of commands. */
    private final class Step {
        private final List<SlaFact> facts;
        private final Instant now = clock.instant();
        private final Map<String, AlertGroup> known;
        /** Key of the group of each edge, by the key of the edge. */
        private final Map<String, String> groupKeys = new HashMap<>();
        /** The state of a group after a fact; missing if the fact was applied before. */
        private final Map<String, AlertGroup> after = new HashMap<>();

        Step(List<SlaFact> facts) {
            this.facts = facts;
            this.known = groups.ofTickets(facts.stream().map(SlaFact::ticketId).distinct().toList()).stream()
                    .collect(toMap(AlertGroup::id, group -> group, (first, _) -> first, LinkedHashMap::new));
        }

        Set<String> apply() {
            if (known.isEmpty() && facts.stream().noneMatch(Reached.class::isInstance)) return Set.of();
            assignGroups();
            var updates = new ArrayList<AggregateUpdate<AlertGroup, AlertEvent>>();
            var targets = new LinkedHashMap<SlaFact, Set<String>>();
            for (var fact : facts) {
                var ids = groupsOf(fact);
                targets.put(fact, ids);
                for (var id : ids) updates.add(update(fact, id));
            }
            groups.applyAll(updates);
            readGroups(targets);
            sendMessages(targets);
            return covered(targets);
        }

        /** An edge above an open breach of its clock joins the group of the breach, all others join a window. */
        private void assignGroups() {
            var leaders = new HashMap<Clock, String>();
            var followers = new LinkedHashMap<String, String>();
            var joining = new ArrayList<Reached>();
            for (var fact : facts) switch (fact) {
                case Ended ended -> leaders.remove(ended.clock());
                case Reached reached -> {
                    var edge = reached.edge();
                    var existing = known.values().stream().filter(group -> group.alertOf(edge.key()).isPresent()).findFirst()
                            .or(() -> known.values().stream().filter(group -> hasOpen(group, edge.clock())).findFirst());
                    if (existing.isPresent())
                        groupKeys.put(edge.key(), existing.get().key());
                    else if (leaders.containsKey(edge.clock()))
                        followers.put(edge.key(), leaders.get(edge.clock()));
                    else {
                        leaders.put(edge.clock(), edge.key());
                        joining.add(reached);
                    }
                }
            }
            if (!joining.isEmpty()) groupKeys.putAll(windows.assign(joining, timing.window(), timing.retention()));
            followers.forEach((follower, leader) -> groupKeys.put(follower, Objects.requireNonNull(groupKeys.get(leader))));
        }

        private static boolean hasOpen(AlertGroup group, Clock clock) {
            return group.alerts().stream().anyMatch(alert -> !alert.isResolved() && alert.edge().clock().equals(clock));
        }

        private String keyOfGroup(Reached reached) {
            return Objects.requireNonNull(groupKeys.get(reached.edge().key()));
        }

        private Set<String> groupsOf(SlaFact fact) {
            if (fact instanceof Reached reached) return Set.of(AlertGroup.idOf(keyOfGroup(reached)));
            var ids = new LinkedHashSet<String>();
            known.values().stream().filter(
                    group -> group.alerts().stream().anyMatch(alert -> alert.edge().clock().ticketId().equals(fact.ticketId())))
                    .forEach(group -> ids.add(group.id()));
            for (var each : facts)
                if (each instanceof Reached reached && reached.ticketId().equals(fact.ticketId()))
                    ids.add(AlertGroup.idOf(keyOfGroup(reached)));
            return ids;
        }

        private AggregateUpdate<AlertGroup, AlertEvent> update(SlaFact fact, String id) {
            return switch (fact) {
                case Reached reached -> update(fact, id, Optional.of(AlertGroup.openedBy(reached, keyOfGroup(reached), timing)),
                        group -> group.reached(reached, now, timing));
                case Ended ended -> update(fact, id, Optional.empty(), group -> group.ended(ended));
            };
        }

        private AggregateUpdate<AlertGroup, AlertEvent> update(SlaFact fact, String id, Optional<AlertGroup> initial,
                Function<AlertGroup, Change<AlertGroup, AlertEvent>> decide) {
            return AggregateUpdate.<AlertGroup, AlertEvent>of(id, fact.cause(), initial, group -> {
                var change = decide.apply(group);
                after.put(fact.cause() + "@" + id, change.state());
                return change;
            }).with(fact.origin());
        }

        /** Reads the groups of the facts that were applied before. */
        private void readGroups(Map<SlaFact, Set<String>> targets) {
            var missing = new LinkedHashSet<String>();
            targets.forEach((fact, ids) -> ids.stream().filter(id -> after(fact, id) == null).forEach(missing::add));
            if (missing.isEmpty()) return;
            var read = groups.ofIds(missing).stream().collect(toMap(AlertGroup::id, UnaryOperator.identity()));
            targets.forEach((fact, ids) -> ids.stream().filter(read::containsKey)
                    .forEach(id -> after.putIfAbsent(fact.cause() + "@" + id, read.get(id))));
        }

        private @Nullable AlertGroup after(SlaFact fact, String id) {
            return after.get(fact.cause() + "@" + id);
        }

        private void sendMessages(Map<SlaFact, Set<String>> targets) {
            if (channels.isEmpty()) return;
            var messages = new ArrayList<AggregateUpdate<AlertQueue, Void>>();
            targets.forEach((fact, ids) -> ids.forEach(id -> {
                var group = after(fact, id);
                if (group == null) return;
                switch (fact) {
                    case Reached reached -> group.alertOf(reached.edge().key())
                            .ifPresent(alert -> channels.opened(group, alert, fact.cause(), now).forEach(messages::add));
                    case Ended _ -> channels.ended(group, fact.cause(), now).forEach(messages::add);
                }
            }));
            channels.send(messages);
        }

        private Set<String> covered(Map<SlaFact, Set<String>> targets) {
            var covered = new HashSet<String>();
            targets.forEach((fact, ids) -> {
                var all = ids.stream().map(id -> after(fact, id)).filter(Objects::nonNull).toList();
                var isCovered = switch (fact) {
                    case Reached reached -> all.stream().flatMap(group -> group.alertOf(reached.edge().key()).stream())
                            .anyMatch(alert -> alert.mail() == Mail.WAITING || alert.mail() == Mail.COVERED);
                    case Ended ended -> ended.isMailed() && ended.resolution() == AlertResolution.WITHDRAWN
                            && lastBreach(all, ended).filter(alert -> alert.mail() == Mail.WAITING).isPresent();
                };
                if (isCovered) covered.add(fact.cause());
            });
            return covered;
        }

        /** Returns the breach that a fact withdraws. */
        private static Optional<Alert> lastBreach(List<AlertGroup> all, Ended ended) {
            return all.stream().flatMap(group -> group.alerts().stream())
                    .filter(alert -> alert.edge().clock().equals(ended.clock()) && alert.edge().percent() == BREACH
                            && alert.edge().sequence() < ended.sequence())
                    .max(Comparator.comparing(alert -> alert.edge().sequence()));
        }
    }
}
