package io.amparo.entitlement.coverage;

import java.util.function.IntSupplier;

/**
 * What the ledgers of a customer have left on the day of a decision. A rule that needs no balance reads none.
 *
 * @param minutes of consultancy (R7.2)
 * @param includedIncidents incidents that the edition includes in the period
 * @param singleIncidents paid incidents (R5.7)
 */
record Remaining(IntSupplier minutes, IntSupplier includedIncidents, IntSupplier singleIncidents) {
    static final Remaining NOTHING = of(0, 0);

    static Remaining of(int minutes, int singleIncidents) {
        return new Remaining(() -> minutes, () -> 0, () -> singleIncidents);
    }

    static Remaining ofIncidents(int included, int single) {
        return new Remaining(() -> 0, () -> included, () -> single);
    }
}
