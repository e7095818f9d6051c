package io.amparo.notification.alert;

import io.amparo.events.Event;
import io.amparo.events.Vocabulary.AlertResolution;
import io.amparo.events.sla.SlaEvent.AnnouncedRung;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaCancelled;
import io.amparo.events.sla.SlaEvent.SlaMet;
import io.amparo.events.sla.SlaEvent.SlaRescheduled;
import io.amparo.events.sla.SlaEvent.SlaWarned;
import io.amparo.notification.alert.SlaFact.Clock;
import io.amparo.notification.alert.SlaFact.Edge;
import io.amparo.notification.alert.SlaFact.Ended;
import io.amparo.notification.alert.SlaFact.Reached;
import io.amparo.platform.ReadsEvents;
import io.amparo.platform.store.EventOrigin;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Translates events of the SLA engine. Only events that open or end a breach become facts; all others cost nothing. */
@ReadsEvents
public final class SlaFactMapper {
    private static final int BREACH = 100;

    public static Optional<SlaFact> of(Event event) {
        return Optional.ofNullable(switch (event.data()) {
            case SlaBreached it -> reached(event,
                    new Edge(event.id(), new Clock(it.ticketId(), it.metric(), it.cycle()), it.number(), it.customerId(),
                            it.plan(), it.priority(), BREACH, it.dueAt(), rungs(it.recipients()), event.sequence(), event.time()),
                    it.announcedIn(), it.announces());
            case SlaWarned it when it.percent() >= BREACH -> reached(event,
                    new Edge(event.id(), new Clock(it.ticketId(), it.metric(), it.cycle()), it.number(), it.customerId(),
                            it.plan(), it.priority(), it.percent(), it.dueAt(), rungs(it.recipients()), event.sequence(),
                            event.time()),
                    it.announcedIn(), it.announces());
            // A clock that was met in time has no breach that was not withdrawn before.
            case SlaMet it when it.late() ->
                ended(event, new Clock(it.ticketId(), it.metric(), it.cycle()), Set.of(), AlertResolution.MET, false);
            case SlaCancelled it ->
                ended(event, new Clock(it.ticketId(), it.metric(), it.cycle()), Set.of(), AlertResolution.CANCELLED, false);
            case SlaRescheduled it when it.withdrawn().stream().anyMatch(percent -> percent >= BREACH) ->
                ended(event, new Clock(it.ticketId(), it.metric(), it.cycle()), Set.copyOf(it.withdrawn()),
                        AlertResolution.WITHDRAWN, it.announces() == null);
            case null, default -> null;
        });
    }

    private static Reached reached(Event event, Edge edge, @Nullable String announcedIn, @Nullable List<AnnouncedRung> others) {
        var announced = others == null ? Stream.<AnnouncedRung>of() : others.stream();
        var audiences = Stream
                .concat(Stream.of(edge.audience()),
                        announced.map(each -> Edge.audience(each.percent(), rungs(each.recipients()), edge.priority())))
                .distinct().collect(Collectors.toList());
        return new Reached(origin(event), edge, announcedIn != null, audiences, sharedCause(event, edge));
    }

    /** A change of the ticket itself is no cause that its breach shares with others. */
    private static @Nullable String sharedCause(Event event, Edge edge) {
        var cause = event.causation();
        return cause == null || cause.contains("#" + edge.clock().ticketId() + "/") ? null : cause;
    }

    private static Ended ended(Event event, Clock clock, Set<Integer> percents, AlertResolution resolution, boolean isMailed) {
        return new Ended(origin(event), clock, percents, event.sequence(), resolution, event.time(), isMailed);
    }

    private static EventOrigin origin(Event event) {
        return new EventOrigin(event.cause(), event.correlation(), event.traceparent());
    }

    private static List<String> rungs(@Nullable List<String> recipients) {
        return recipients == null ? List.of() : recipients;
    }

    private SlaFactMapper() {}
}
