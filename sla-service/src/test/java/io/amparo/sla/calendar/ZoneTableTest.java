package io.amparo.sla.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import org.junit.jupiter.api.Test;

class ZoneTableTest {
    private static final Instant BEGIN = Instant.EPOCH, END = Instant.parse("2499-12-31T00:00:00Z");

    @Test
    void every_zone_of_this_jvm_counts_by_its_table_as_by_itself_also_after_it_was_told() {
        var tzdata = Tzdata.ofThisJvm();
        for (var name : ZoneId.getAvailableZoneIds()) {
            var zone = ZoneId.of(name);
            var kept = ZoneTable.of(tzdata.table(zone).event()).rules();
            assertThat(kept).as("equal rules are interned").isSameAs(tzdata.rules(zone));
            var rules = zone.getRules();
            same(name, rules, kept, LocalDateTime.of(1970, 1, 1, 0, 0));
            for (var turn = rules.nextTransition(BEGIN); turn != null
                    && turn.getInstant().isBefore(END); turn = rules.nextTransition(turn.getInstant())) {
                for (var at : List.of(turn.getDateTimeBefore(), turn.getDateTimeAfter()))
                    assertThat(kept.getTransition(at)).as(name).isEqualTo(rules.getTransition(at));
                same(name, rules, kept, turn.getDateTimeBefore().minusSeconds(1));
                same(name, rules, kept, turn.getDateTimeAfter().plusSeconds(1));
            }
        }
    }

    private static void same(String name, ZoneRules rules, ZoneRules kept, LocalDateTime at) {
        assertThat(kept.getValidOffsets(at)).as(name + " " + at).isEqualTo(rules.getValidOffsets(at));
    }

    @Test
    void a_calendar_counts_otherwise_only_where_the_clocks_are_set_otherwise() {
        var calendar = CalendarFixtures.calendar("A");
        var rules = calendar.rules().zone().getRules();
        var same = calendar.under(new ZoneTable("America/Sao_Paulo", "x", rules.getOffset(BEGIN), turns(rules)).rules());
        var other = calendar.under(ZoneOffset.ofHours(-2).getRules());
        var from = Instant.parse("2026-07-20T12:00:00Z");
        var day = Duration.ofHours(9);
        assertThat(same.add(from, day)).isEqualTo(calendar.add(from, day));
        assertThat(other.add(from, day)).isEqualTo(Instant.parse("2026-07-21T11:00:00Z")).isNotEqualTo(calendar.add(from, day));
        assertThat(other.countsAs(calendar)).isFalse();
        assertThat(other.countsAs(calendar.under(ZoneOffset.ofHours(-2).getRules()))).isTrue();
    }

    private static List<ZoneTable.Turn> turns(ZoneRules rules) {
        return rules.getTransitions().stream().filter(turn -> turn.getInstant().isAfter(BEGIN))
                .map((ZoneOffsetTransition turn) -> new ZoneTable.Turn(turn.getInstant(), turn.getOffsetAfter())).toList();
    }
}
