package io.amparo.eol.product;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A product as everybody may read it.
 *
 * @param cycles its minor versions, newest first
 * @param announced the dates of its end of life that were approved, earliest approval first
 * @param changedAt instant of the last change
 */
public record CatalogueProduct(String id, String name, String line, List<Cycle> cycles, @Nullable LocalDate endOfLife,
        List<ApprovedEnd> announced, Instant changedAt) {

    /**
     * A minor version with its patches.
     *
     * @param name major and minor
     * @param latest newest patch
     * @param supportEnds first day on which Professional Support is not given for it (R5.1); null if it is unknown
     */
    public record Cycle(String name, LocalDate releasedOn, String latest, LocalDate latestOn, @Nullable LocalDate supportEnds) {}

    /** @param previous the date before; null for the first one */
    public record ApprovedEnd(String announcementId, LocalDate endOfLife, @Nullable LocalDate previous, String reason,
            @Nullable String successor, @Nullable String migrationPath, Instant approvedAt) {}
}
