package io.amparo.sla.clock;

import java.time.zone.ZoneRulesProvider;

/** The time zone data that every due instant rests on. */
public final class Tzdata {
    private static final String VERSION = ZoneRulesProvider.getVersions("America/Sao_Paulo").lastEntry().getKey();

    public static String version() {
        return VERSION;
    }

    private Tzdata() {}
}
