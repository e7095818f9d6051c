package io.amparo.sla.migration;

import java.util.List;
import java.util.stream.Stream;

/**
 * The progress of an applied migration.
 *
 * @param requested number of pages that were requested from the engine
 * @param awaited numbers of the pages with unanswered tickets, the next one to check first
 * @param done number of tickets on the other pages that have moved to the target
 * @param skipped number of tickets on those pages that were closed or had moved to something else
 */
record ApplyProgress(int requested, List<Integer> awaited, int done, int skipped) {
    static final ApplyProgress NOT_STARTED = new ApplyProgress(0, List.of(), 0, 0);

    ApplyProgress {
        awaited = List.copyOf(awaited);
    }

    ApplyProgress pageRequested() {
        return new ApplyProgress(requested + 1, awaited, done, skipped);
    }

    ApplyProgress pageAnswered(int page, int moved, int skippedTickets) {
        return new ApplyProgress(requested, awaited.stream().filter(each -> each != page).toList(), done + moved,
                skipped + skippedTickets);
    }

    /** Moves the first awaited page to the end, so that a slow page does not delay counting the others. */
    ApplyProgress rotated() {
        return new ApplyProgress(requested, Stream.concat(awaited.stream().skip(1), awaited.stream().limit(1)).toList(), done,
                skipped);
    }
}
