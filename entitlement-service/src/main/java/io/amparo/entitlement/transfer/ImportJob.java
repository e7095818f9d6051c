package io.amparo.entitlement.transfer;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * An import of a CSV file and its progress.
 *
 * @param contentHash hash of the file, so that a repeated request is recognized
 * @param by person id of the caller
 * @param lines lines of the file, without the header
 * @param processed lines that were read so far
 * @param created customers that are new
 * @param changed customers that existed and have changed
 * @param failed lines that cannot be imported
 * @param errors the first of these lines
 */
record ImportJob(String id, String contentHash, String by, boolean dryRun, ImportState state, int lines, int processed,
        int created, int changed, int failed, List<LineError> errors, Instant startedAt, Instant updatedAt) {
    /** Errors that a report lists; further ones are counted. */
    static final int MAX_ERRORS = 1_000;
    /** A running import that has made no progress for this time was interrupted: its instance has stopped. */
    private static final Duration STALE_AFTER = Duration.ofMinutes(2);

    ImportJob {
        errors = List.copyOf(errors);
    }

    static ImportJob start(String id, String contentHash, String by, boolean dryRun, int lines, Instant now) {
        return new ImportJob(id, contentHash, by, dryRun, ImportState.RUNNING, lines, 0, 0, 0, 0, List.of(), now, now);
    }

    ImportJob advance(int newLines, int newCreated, int newChanged, List<LineError> newErrors, Instant now) {
        return new ImportJob(id, contentHash, by, dryRun, state, lines, processed + newLines, created + newCreated,
                changed + newChanged, failed + newErrors.size(),
                Stream.concat(errors.stream(), newErrors.stream()).limit(MAX_ERRORS).toList(), startedAt, now);
    }

    ImportJob end(ImportState end, Instant now) {
        return new ImportJob(id, contentHash, by, dryRun, end, lines, processed, created, changed, failed, errors, startedAt,
                now);
    }

    /** Returns the state at an instant: an import whose instance has stopped is interrupted, and can be repeated. */
    ImportState stateAt(Instant now) {
        return state == ImportState.RUNNING && now.isAfter(updatedAt.plus(STALE_AFTER)) ? ImportState.INTERRUPTED : state;
    }
}
