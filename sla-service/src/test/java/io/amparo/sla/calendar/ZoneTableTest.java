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
    void table_of_every_zone_has_the_rules_of_the_jvm_after_an_event_round_trip() {
        var tzdata = Tzdata.ofThisJvm();
        for (var name : ZoneId.getAvailableZoneIds()) {
            var zone = ZoneId.of(name);
            var stored = ZoneTable.of(tzdata.table(zone).event()).rules();
            assertThat(stored).as("equal rules are interned").isSameAs(tzdata.rules(zone));

            var rules = zone.getRules();
            assertSameOffsets(name, rules, stored, LocalDateTime.of(1970, 1, 1, 0, 0));
            for (var transition = rules.nextTransition(BEGIN); transition != null
                    && transition.getInstant().isBefore(END); transition = rules.nextTransition(transition.getInstant())) {
                for (var at : List.of(transition.getDateTimeBefore(), transition.getDateTimeAfter()))
                    assertThat(stored.getTransition(at)).as(name).isEqualTo(rules.getTransition(at));
                assertSameOffsets(name, rules, stored, transition.getDateTimeBefore().minusSeconds(1));
                assertSameOffsets(name, rules, stored, transition.getDateTimeAfter().plusSeconds(1));
            }
        }
    }

    private static void assertSameOffsets(String name, ZoneRules rules, ZoneRules stored, LocalDateTime at) {
        assertThat(stored.getValidOffsets(at)).as(name + " " + at).isEqualTo(rules.getValidOffsets(at));
    }

    @Test
    void calendar_result_changes_only_if_the_zone_rules_differ() {
        var calendar = CalendarFixtures.calendar("A");
        var rules = calendar.rules().zone().getRules();
        var same = calendar
                .withZoneRules(new ZoneTable("America/Sao_Paulo", "x", rules.getOffset(BEGIN), transitions(rules)).rules());
        var other = calendar.withZoneRules(ZoneOffset.ofHours(-2).getRules());
        var from = Instant.parse("2026-07-20T12:00:00Z");
        var day = Duration.ofHours(9);

        assertThat(same.add(from, day)).isEqualTo(calendar.add(from, day));
        assertThat(other.add(from, day)).isEqualTo(Instant.parse("2026-07-21T11:00:00Z")).isNotEqualTo(calendar.add(from, day));
        assertThat(other.isEquivalentTo(calendar)).isFalse();
        assertThat(other.isEquivalentTo(calendar.withZoneRules(ZoneOffset.ofHours(-2).getRules()))).isTrue();
    }

    private static List<ZoneTable.Transition> transitions(ZoneRules rules) {
        return rules.getTransitions().stream().filter(transition -> transition.getInstant().isAfter(BEGIN))
                .map((ZoneOffsetTransition transition) -> new ZoneTable.Transition(transition.getInstant(),
                        transition.getOffsetAfter()))
                .toList();
    }
}
