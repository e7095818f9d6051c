package io.amparo.sla.calendar;

import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The time zone data that this process has: what is promised from now on rests on it. */
public final class Tzdata {
    private final String version;
    private final Map<ZoneId, ZoneRules> rules = new ConcurrentHashMap<>();

    /** The version in which this zone comes. */
    public static Tzdata of(String zone) {
        return new Tzdata(ZoneRulesProvider.getVersions(zone).lastEntry().getKey());
    }

    public static Tzdata ofThisJvm() {
        return of("America/Sao_Paulo");
    }

    private Tzdata(String version) {
        this.version = version;
    }

    public String version() {
        return version;
    }

    public ZoneTable table(ZoneId zone) {
        return ZoneTable.of(zone, version);
    }

    public ZoneRules rules(ZoneId zone) {
        return rules.computeIfAbsent(zone, it -> table(it).rules());
    }
}
