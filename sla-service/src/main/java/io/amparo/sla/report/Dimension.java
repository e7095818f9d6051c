package io.amparo.sla.report;

import java.util.Locale;

/** Dimensions by which a report groups clocks, in its sort order. */
enum Dimension {
    CUSTOMER, PLAN, PRIORITY, METRIC;

    String field() {
        return name().toLowerCase(Locale.ROOT);
    }
}
