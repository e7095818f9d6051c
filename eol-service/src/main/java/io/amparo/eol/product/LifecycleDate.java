package io.amparo.eol.product;

import io.amparo.events.Vocabulary.LifecycleBasis;
import io.amparo.events.Vocabulary.LifecyclePhase;
import io.amparo.events.product.ProductEvent;
import io.amparo.platform.CalendarMonths;
import java.time.LocalDate;
import java.time.Period;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The day on which a phase of the life of a product begins: a day, or a period after the general availability of a release of the
 * line. The end of life is only planned here; an approved announcement sets it (R10.1).
 *
 * @param day null if the day is relative to a release
 * @param release version of that release; null if the day is given
 * @param offset time after the general availability of that release; null if the day is given
 */
record LifecycleDate(LifecyclePhase phase, LifecycleBasis basis, @Nullable LocalDate day, @Nullable String release,
        @Nullable Period offset) {

    boolean isFixed() {
        return basis == LifecycleBasis.FIXED;
    }

    boolean isRelative() {
        return basis == LifecycleBasis.RELATIVE;
    }

    /**
     * Returns the day; empty if it is relative to a release that the catalogue does not have.
     *
     * @param releaseDays days of general availability of the line, by version
     */
    Optional<LocalDate> resolve(Map<String, LocalDate> releaseDays) {
        if (release == null || offset == null) return Optional.ofNullable(day);
        return Optional.ofNullable(releaseDays.get(release)).map(available -> CalendarMonths.add(available, offset));
    }

    ProductEvent.LifecycleDate toEvent() {
        return new ProductEvent.LifecycleDate(phase.name(), basis.name(), day, release,
                offset == null ? null : offset.toString());
    }
}
