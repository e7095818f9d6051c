package io.amparo.knowledge.certificate;

import java.time.LocalDate;

/**
 * The end that a newer major release gives to the certificates about an older one.
 *
 * @param lastDay last day of their validity
 * @param major the newer major
 */
record MajorEnd(LocalDate lastDay, int major) {
    /** Returns the end of a certificate of this day, which is valid on its first day at least. */
    MajorEnd notBefore(LocalDate issued) {
        return lastDay.isBefore(issued) ? new MajorEnd(issued, major) : this;
    }
}
