package io.amparo.eol.product;

import java.time.LocalDate;
import java.util.Optional;

/** The announced ends of life, for other features of the service. */
@FunctionalInterface
public interface EndsOfLife {

    /** @param day first day without support */
    record EndOfLife(String productName, LocalDate day) {}

    /** Returns empty if no end of life is announced for the product. */
    Optional<EndOfLife> find(String productId);
}
