package io.amparo.events.product;

import io.amparo.events.DomainEvent;
import io.amparo.events.EventType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events of eol-service about products. Each carries the whole product, on a compacted topic. */
public sealed interface ProductEvent extends DomainEvent {

    /** A release; version {@code 9.2} is minor 2 of major line 9. */
    record Release(String version, LocalDate releasedOn) {}

    /** The current state of a product. */
    @EventType("io.amparo.product.ProductChanged.v1")
    record ProductChanged(String productId, String name, String line, List<Release> releases, @Nullable LocalDate endOfLife,
            @Nullable String successor, Instant changedAt) implements ProductEvent {
        @Override
        public String key() {
            return productId;
        }
    }
}
