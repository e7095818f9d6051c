package io.amparo.sla.calendar;

import static java.time.ZoneOffset.UTC;

import io.amparo.events.sladefinition.SlaDefinitionEvent;
import io.amparo.events.sladefinition.SlaDefinitionEvent.ZoneRulesPublished;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The offset transitions of a zone in one tzdata version, over the supported years. It is stored because a JVM with a newer
 * tzdata version no longer has the older rules.
 *
 * @param initialOffset offset before the first transition
 */
public record ZoneTable(String zone, String tzdata, ZoneOffset initialOffset, List<Transition> transitions) {
    // Equal rules are interned across tzdata versions, so that comparing the rules of two clocks is an identity check.
    private static final Map<ZoneRules, ZoneRules> INTERNED = new ConcurrentHashMap<>();
    private static final int MARGIN_DAYS = 7;

    /** An offset transition: {@code offset} applies from {@code at} on. */
    record Transition(Instant at, ZoneOffset offset) {}

    public ZoneTable {
        transitions = List.copyOf(transitions);
    }

    /** Reads the table of a zone from this JVM's rules. */
    static ZoneTable of(ZoneId zone, String tzdata) {
        var rules = zone.getRules();
        var begin = BusinessCalendar.FIRST_DATE.minusDays(MARGIN_DAYS).atStartOfDay().toInstant(UTC);
        var end = BusinessCalendar.END_DATE.plusDays(MARGIN_DAYS).atStartOfDay().toInstant(UTC);
        var transitions = new ArrayList<Transition>();
        for (var transition = rules.nextTransition(begin); transition != null
                && transition.getInstant().isBefore(end); transition = rules.nextTransition(transition.getInstant()))
            transitions.add(new Transition(transition.getInstant(), transition.getOffsetAfter()));
        return new ZoneTable(zone.getId(), tzdata, rules.getOffset(begin), transitions);
    }

    public static ZoneTable of(ZoneRulesPublished event) {
        return new ZoneTable(event.zone(), event.tzdata(), ZoneOffset.of(event.offset()), event.turns().stream()
                .map(transition -> new Transition(transition.at(), ZoneOffset.of(transition.offset()))).toList());
    }

    public ZoneRulesPublished event() {
        return new ZoneRulesPublished(zone, tzdata, initialOffset.getId(), transitions.stream()
                .map(transition -> new SlaDefinitionEvent.ZoneTransition(transition.at, transition.offset.getId())).toList());
    }

    public ZoneRules rules() {
        var previousOffset = initialOffset;
        var offsetTransitions = new ArrayList<ZoneOffsetTransition>();
        for (var transition : transitions) {
            offsetTransitions
                    .add(ZoneOffsetTransition.of(LocalDateTime.ofEpochSecond(transition.at.getEpochSecond(), 0, previousOffset),
                            previousOffset, transition.offset));
            previousOffset = transition.offset;
        }
        var rules = ZoneRules.of(initialOffset, initialOffset, List.of(), offsetTransitions, List.of());
        return INTERNED.computeIfAbsent(rules, it -> it);
    }
}
