package io.amparo.ticket.ticket;

import io.amparo.events.ticket.TicketEvent;
import io.amparo.platform.Ids;
import io.amparo.platform.store.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A job that does the same to many tickets, a few at a time. Its tickets are fixed when it begins. It emits no events: those of
 * each ticket are the events of its change.
 *
 * @param numbers numbers of the tickets, in the order in which they are edited
 * @param results of the first of these tickets
 * @param finishedAt null while it is running
 */
record BulkEdit(String id, Request request, List<String> numbers, List<Result> results, @Nullable Instant finishedAt) {
    static final int MAX_TICKETS = 1_000;
    /** Running jobs that one person may have. */
    static final int MAX_RUNNING = 5;
    /** How long the results can be read. */
    static final Duration RETENTION = Duration.ofDays(30);
    /** Between two steps the other scheduled tasks have their turn. */
    static final Duration PAUSE = Duration.ofMillis(200);

    BulkEdit {
        numbers = List.copyOf(numbers);
        results = List.copyOf(results);
    }

    enum State {
        RUNNING, DONE
    }

    /**
     * Outcome for one ticket; a dry run has the one that a run would have. NOT_FOUND: there is no ticket of this number. FAILED:
     * the ticket could not be read or written, for a reason that is in the log.
     */
    enum Outcome {
        PENDING, CHANGED, UNCHANGED, REFUSED, NOT_FOUND, FAILED
    }

    /** @param code why the ticket refuses the change, as the problem of a single call; null for other outcomes */
    record Result(Outcome outcome, @Nullable String code) {
        static final Result PENDING = of(Outcome.PENDING);

        static Result of(Outcome outcome) {
            return new Result(outcome, null);
        }
    }

    /** @param contentHash hash of the request, so that a repeated one is recognized */
    record Request(BulkAction action, Author by, boolean dryRun, String contentHash, Instant begunAt) {}

    static Change<BulkEdit, TicketEvent> begin(String id, Request request, List<String> numbers) {
        return new BulkEdit(id, request, numbers, List.of(), numbers.isEmpty() ? request.begunAt() : null).due(request.begunAt());
    }

    State state() {
        return finishedAt == null ? State.RUNNING : State.DONE;
    }

    /** Returns the id of the timeline entry that this job makes on a ticket: the same in every attempt. */
    String entryId(String number) {
        return Ids.uuidOf("bulk/" + id + "/" + number);
    }

    /** Returns the next tickets. */
    List<String> next(int limit) {
        return numbers.subList(results.size(), Math.min(numbers.size(), results.size() + limit));
    }

    /**
     * Adds the results of the next tickets.
     *
     * @param from number of the results before; if there are more by now, another instance has added these
     */
    Change<BulkEdit, TicketEvent> add(int from, List<Result> added, Instant now) {
        if (from != results.size()) return due(now);
        var all = Stream.concat(results.stream(), added.stream()).toList();
        return new BulkEdit(id, request, numbers, all, all.size() == numbers.size() ? now : null).due(now.plus(PAUSE));
    }

    Result result(int index) {
        return index < results.size() ? results.get(index) : Result.PENDING;
    }

    /** Returns the number of tickets with each outcome that occurs. */
    Map<Outcome, Integer> totals() {
        var totals = new EnumMap<Outcome, Integer>(Outcome.class);
        results.forEach(result -> totals.merge(result.outcome(), 1, Integer::sum));
        if (results.size() < numbers.size()) totals.put(Outcome.PENDING, numbers.size() - results.size());
        return totals;
    }

    private Change<BulkEdit, TicketEvent> due(Instant next) {
        return new Change<>(this, List.of(), finishedAt == null ? next : finishedAt.plus(RETENTION));
    }
}
