package io.amparo.sla.report;

import java.util.Locale;

/** Dimensions by which a report groups clocks, in its sort order. */
enum Dimension {
    CUSTOMER, PLAN, PRIORITY, METRIC;

    /** Returns its name in requests and responses. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
