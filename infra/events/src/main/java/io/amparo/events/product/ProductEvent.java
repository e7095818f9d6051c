package io.amparo.events.product;

import io.amparo.events.DomainEvent;
import io.amparo.events.EventType;
import io.amparo.events.TextOf;
import io.amparo.events.Vocabulary.LifecycleBasis;
import io.amparo.events.Vocabulary.LifecyclePhase;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events of eol-service about products. Each carries the whole product, on a compacted topic. */
public sealed interface ProductEvent extends DomainEvent {

    /**
     * A release of a product.
     *
     * @param version 9.2 is minor 2 of major line 9
     * @param releasedOn day of the general availability, in the vendor's zone; it may be in the future
     */
    record Release(String version, LocalDate releasedOn) {}

    /**
     * The day on which a phase of the life of a product begins. It is the day itself, or a period after the general availability
     * of a release of the same line. If the month has no such day, it is the first day of the next month.
     *
     * @param phase what begins on this day
     * @param basis how certain the day is
     * @param day the day; null if it is relative to a release
     * @param release version of the release to which the day is relative; null if the day is given
     * @param offset time after the general availability of that release, as ISO 8601 period; null if the day is given
     */
    record LifecycleDate(@TextOf(LifecyclePhase.class) String phase, @TextOf(LifecycleBasis.class) String basis,
            @Nullable LocalDate day, @Nullable String release, @TextOf(Period.class) @Nullable String offset) {}

    /**
     * The current state of a product.
     *
     * @param name name of the product
     * @param line product line, which has all majors of the product; support is decided in it
     * @param releases all releases
     * @param endOfLife first day without support; null if none is announced
     * @param successor id of the product that replaces this one, of the announcement or else of the catalogue; null for none
     * @param changedAt instant of the last change
     * @param lifecycle other days in the life of the product; missing in records of an older version
     * @param migrationPath how a customer moves to the successor, as text for people; null if none was given
     */
    @EventType("io.amparo.product.ProductChanged.v1")
    record ProductChanged(String productId, String name, String line, List<Release> releases, @Nullable LocalDate endOfLife,
            @Nullable String successor, Instant changedAt, @Nullable List<LifecycleDate> lifecycle,
            @Nullable String migrationPath) implements ProductEvent {
        /** Creates a state as records of an older version have it, without the lifecycle. */
        public ProductChanged(String productId, String name, String line, List<Release> releases, @Nullable LocalDate endOfLife,
                @Nullable String successor, Instant changedAt) {
            this(productId, name, line, releases, endOfLife, successor, changedAt, null, null);
        }

        /** The product's id. */
        @Override
        public String key() {
            return productId;
        }
    }
}
