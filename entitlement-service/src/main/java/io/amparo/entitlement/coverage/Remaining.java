package io.amparo.entitlement.coverage;

import java.util.function.IntSupplier;

/**
 * What the ledgers of a customer have left on the day of a decision. A rule that needs no balance reads none.
 *
 * @param minutes of consultancy (R7.2)
 * @param singleIncidents paid incidents (R5.7)
 */
record Remaining(IntSupplier minutes, IntSupplier singleIncidents) {
    static final Remaining NOTHING = of(0, 0);

    static Remaining of(int minutes, int singleIncidents) {
        return new Remaining(() -> minutes, () -> singleIncidents);
    }
}
