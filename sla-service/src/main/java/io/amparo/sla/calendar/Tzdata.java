package io.amparo.sla.calendar;

import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The time zone data of this process; new SLA targets are calculated with it. */
public final class Tzdata {
    private final String version;
    private final Map<ZoneId, ZoneRules> rules = new ConcurrentHashMap<>();

    /** Returns the newest installed version that contains this zone. */
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
