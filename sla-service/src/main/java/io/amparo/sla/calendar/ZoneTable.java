package io.amparo.sla.calendar;

import static java.time.ZoneOffset.UTC;

import io.amparo.events.slapolicy.SlaPolicyEvent;
import io.amparo.events.slapolicy.SlaPolicyEvent.ZoneRulesPublished;
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
 * A zone's clocks by one version of the time zone data, over the years that are reckoned with: what a JVM forgets when it is
 * given the next version.
 *
 * @param first the offset before the first turn
 */
public record ZoneTable(String zone, String tzdata, ZoneOffset first, List<Turn> turns) {
    // Equal rules are one object, whatever the version: who asks whether a clock counts differently compares them for nothing.
    private static final Map<ZoneRules, ZoneRules> KNOWN = new ConcurrentHashMap<>();
    private static final int DAYS_AROUND = 7;

    /** From then on the clocks show this offset. */
    record Turn(Instant at, ZoneOffset offset) {}

    public ZoneTable {
        turns = List.copyOf(turns);
    }

    /** As this process has it. */
    static ZoneTable of(ZoneId zone, String tzdata) {
        var rules = zone.getRules();
        var begin = BusinessCalendar.FIRST_DATE.minusDays(DAYS_AROUND).atStartOfDay().toInstant(UTC);
        var end = BusinessCalendar.END_DATE.plusDays(DAYS_AROUND).atStartOfDay().toInstant(UTC);
        var turns = new ArrayList<Turn>();
        for (var turn = rules.nextTransition(begin); turn != null
                && turn.getInstant().isBefore(end); turn = rules.nextTransition(turn.getInstant()))
            turns.add(new Turn(turn.getInstant(), turn.getOffsetAfter()));
        return new ZoneTable(zone.getId(), tzdata, rules.getOffset(begin), turns);
    }

    public static ZoneTable of(ZoneRulesPublished event) {
        return new ZoneTable(event.zone(), event.tzdata(), ZoneOffset.of(event.offset()),
                event.turns().stream().map(turn -> new Turn(turn.at(), ZoneOffset.of(turn.offset()))).toList());
    }

    public ZoneRulesPublished event() {
        return new ZoneRulesPublished(zone, tzdata, first.getId(),
                turns.stream().map(turn -> new SlaPolicyEvent.Turn(turn.at, turn.offset.getId())).toList());
    }

    public ZoneRules rules() {
        var before = first;
        var transitions = new ArrayList<ZoneOffsetTransition>();
        for (var turn : turns) {
            transitions.add(ZoneOffsetTransition.of(LocalDateTime.ofEpochSecond(turn.at.getEpochSecond(), 0, before), before,
                    turn.offset));
            before = turn.offset;
        }
        var rules = ZoneRules.of(first, first, List.of(), transitions, List.of());
        return KNOWN.computeIfAbsent(rules, it -> it);
    }
}
