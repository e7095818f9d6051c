package io.amparo.events.product;

import io.amparo.events.DomainEvent;
import io.amparo.events.EventType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events of eol-service about products. Each carries the whole product, on a compacted topic. */
public sealed interface ProductEvent extends DomainEvent {

    /**
     * A release of a product.
     *
     * @param version 9.2 is minor 2 of major line 9
     * @param releasedOn day of the release
     */
    record Release(String version, LocalDate releasedOn) {}

    /**
     * The current state of a product.
     *
     * @param name name of the product
     * @param line product line, which has all majors of the product; support is decided in it
     * @param releases all releases
     * @param endOfLife first day without support; null if none is announced
     * @param changedAt instant of the last change
     */
    @EventType("io.amparo.product.ProductChanged.v1")
    record ProductChanged(String productId, String name, String line, List<Release> releases, @Nullable LocalDate endOfLife,
            @Nullable String successor, Instant changedAt) implements ProductEvent {
        /** The product's id. */
        @Override
        public String key() {
            return productId;
        }
    }
}
