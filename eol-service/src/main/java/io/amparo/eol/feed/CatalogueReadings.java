package io.amparo.eol.feed;

import io.amparo.eol.product.Catalogue;
import io.amparo.eol.product.CatalogueProduct;
import io.amparo.platform.VendorClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue as the feeds show it. Readers have no token, so that their number is unknown: one reading of the catalogue serves
 * all of them for a time, and each body is written once for each reading and language.
 */
final class CatalogueReadings {
    private final Catalogue catalogue;
    private final VendorClock time;
    private final Duration validity;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile @Nullable Reading last;

    CatalogueReadings(Catalogue catalogue, VendorClock time, Duration validity) {
        this.catalogue = catalogue;
        this.time = time;
        this.validity = validity;
    }

    /** One reading of the catalogue, and the bodies that were written from it. */
    static final class Reading {
        private final Instant at;
        private final LocalDate day;
        private final List<CatalogueProduct> products;
        private final Map<String, Rendered<?>> rendered = new ConcurrentHashMap<>();

        private Reading(Instant at, LocalDate day, List<CatalogueProduct> products) {
            this.at = at;
            this.day = day;
            this.products = products;
        }

        LocalDate day() {
            return day;
        }

        List<CatalogueProduct> products() {
            return products;
        }

        /**
         * Returns the body of a response, which is written once for each name.
         *
         * @param name names the format and the language; each name has one type
         */
        @SuppressWarnings("unchecked")
        <T> Rendered<T> rendered(String name, Supplier<T> writer) {
            return (Rendered<T>) rendered.computeIfAbsent(name, _ -> Rendered.of(writer.get()));
        }
    }

    /** Returns the last reading; reads the catalogue if it is too old. While one caller reads, the others get the older one. */
    Reading current() {
        var known = last;
        if (known != null && isValid(known)) return known;
        if (known == null)
            reading.lock();
        else if (!reading.tryLock()) return known;
        try {
            var meanwhile = last;
            if (meanwhile != null && isValid(meanwhile)) return meanwhile;
            var day = time.today();
            var read = new Reading(time.now().toInstant(), day, catalogue.read(day));
            last = read;
            return read;
        } finally {
            reading.unlock();
        }
    }

    private boolean isValid(Reading known) {
        var now = time.now().toInstant();
        return !now.isBefore(known.at) && now.isBefore(known.at.plus(validity));
    }
}
