package io.amparo.sla.engine;

import io.amparo.sla.calendar.Tzdata;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** Provides a time zone with two versions of its rules, as in two versions of the time zone data of a JVM. */
final class TestZoneRules extends ZoneRulesProvider {
    static final String NAME = "Test/Republic";
    private static final ZoneOffset WINTER = ZoneOffset.ofHours(-3), SUMMER = ZoneOffset.ofHours(-2);
    private static final TestZoneRules INSTANCE = new TestZoneRules();
    private final NavigableMap<String, ZoneRules> versions = new TreeMap<>();

    static {
        INSTANCE.setSummerTime();
        registerProvider(INSTANCE);
    }

    /** Version 1: from 4 October 2026 on, local time is one hour ahead. */
    static Tzdata withSummerTime() {
        INSTANCE.setSummerTime();
        return Tzdata.of(NAME);
    }

    private void setSummerTime() {
        versions.clear();
        var transition = ZoneOffsetTransition.of(LocalDateTime.parse("2026-10-04T00:00"), WINTER, SUMMER);
        versions.put("1", ZoneRules.of(WINTER, WINTER, List.of(), List.of(transition), List.of()));
    }

    /** Version 2: local time stays as it is. */
    static Tzdata withoutSummerTime() {
        INSTANCE.versions.put("2", ZoneRules.of(WINTER));
        return Tzdata.of(NAME);
    }

    static Instant at(String local, int offset) {
        return LocalDateTime.parse(local).toInstant(ZoneOffset.ofHours(offset));
    }

    static ZoneId zone() {
        return ZoneId.of(NAME);
    }

    @Override
    protected Set<String> provideZoneIds() {
        return Set.of(NAME);
    }

    /** Prevents the JVM from caching the rules. */
    @Override
    protected ZoneRules provideRules(String zone, boolean forCaching) {
        return forCaching ? null : versions.lastEntry().getValue();
    }

    @Override
    protected NavigableMap<String, ZoneRules> provideVersions(String zone) {
        return new TreeMap<>(versions);
    }
}
