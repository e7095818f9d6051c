package io.amparo.sla.report;

import java.util.Locale;

/** What promises are told apart by, in the order in which a report sorts. */
enum Dimension {
    CUSTOMER, PLAN, PRIORITY, METRIC;

    String field() {
        return name().toLowerCase(Locale.ROOT);
    }
}
