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
 * The offset transitions of a zone in one tzdata version, over the supported years. It is stored because a JVM with a newer
 * tzdata version no longer has the older rules.
 *
 * @param first offset before the first transition
 */
public record ZoneTable(String zone, String tzdata, ZoneOffset first, List<Turn> turns) {
    // Equal rules are interned across tzdata versions, so that comparing the rules of two clocks is an identity check.
    private static final Map<ZoneRules, ZoneRules> KNOWN = new ConcurrentHashMap<>();
    private static final int DAYS_AROUND = 7;

    /** An offset transition: {@code offset} applies from {@code at} on. */
    record Turn(Instant at, ZoneOffset offset) {}

    public ZoneTable {
        turns = List.copyOf(turns);
    }

    /** Reads the table of a zone from this JVM's rules. */
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
