package io.amparo.sla.product;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** How long a product is supported (R10). {@code endOfLife} is the first day without support; null if it is not announced. */
public record SupportPeriod(@Nullable LocalDate endOfLife, Instant changedAt) {
    public SupportPeriod {
        requireNonNull(changedAt, "changedAt");
    }
}
