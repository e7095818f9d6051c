package io.amparo.entitlement.catalogue;

import io.amparo.events.product.ReleaseLine.DatedVersion;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of a product that entitlement needs: its releases and its end of life (R5.1, R10.2). */
public record Product(String id, String name, String line, List<DatedVersion> releases, @Nullable LocalDate endOfLife,
        @Nullable String successor) {
    public Product {
        releases = List.copyOf(releases);
    }

    /** Returns whether support has ended; it ends with the start of the end-of-life day (R10.2). */
    public boolean hasEnded(LocalDate day) {
        return endOfLife != null && !day.isBefore(endOfLife);
    }
}
