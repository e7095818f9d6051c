package io.amparo.entitlement.ledger;

/**
 * Rule by which worked minutes are rounded: up to whole blocks. Estimates and overages are rounded alike, so that a booking never
 * exceeds an estimate by rounding alone.
 *
 * @param blockMinutes length of a block in minutes
 */
public record Rounding(int blockMinutes) {
    public Rounding {
        if (blockMinutes < 1) throw new IllegalArgumentException("A block needs at least a minute: " + blockMinutes);
    }

    public int up(int minutes) {
        return Math.ceilDiv(minutes, blockMinutes) * blockMinutes;
    }
}
