package io.amparo.ticket.ticket;

import io.amparo.platform.store.DueAggregates;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import io.amparo.ticket.ticket.BulkEdit.Outcome;
import io.amparo.ticket.ticket.BulkEdit.Result;
import io.amparo.ticket.ticket.Timeline.Direction;
import java.time.Clock;

/**
 * Advances running bulk edits, each by a few tickets at a time, and removes old ones. Any number of tickers may run at once and
 * stop between any two lines: an entry of the timeline shows that a ticket is changed already.
 */
final class BulkEditTicker {
    private static final int STEP = 50;
    /** Jobs of a tick. All scheduled tasks share one thread. */
    private static final int JOBS = 5;

    private final BulkEdits bulkEdits;
    private final DueAggregates due;
    private final Tickets tickets;
    private final TimelineEntries timelineEntries;
    private final EditTicket editTicket;
    private final PostMessage postMessage;
    private final Clock clock;

    BulkEditTicker(BulkEdits bulkEdits, DueAggregates due, Tickets tickets, TimelineEntries timelineEntries,
            EditTicket editTicket, PostMessage postMessage, Clock clock) {
        this.bulkEdits = bulkEdits;
        this.due = due;
        this.tickets = tickets;
        this.timelineEntries = timelineEntries;
        this.editTicket = editTicket;
        this.postMessage = postMessage;
        this.clock = clock;
    }

    void tick() {
        due.forFirst(JOBS, this::advance);
    }

    private void advance(String id) {
        if (!bulkEdits.claim(id, clock.instant())) return;
        var job = bulkEdits.find(id).orElseThrow().state();
        if (job.state() == BulkEdit.State.DONE) {
            bulkEdits.delete(id);
            return;
        }
        int from = job.results().size();
        var results = job.next(STEP).stream()
                .map(number -> EachTicket.attempt(number, () -> result(job, number), Result.of(Outcome.FAILED))).toList();
        bulkEdits.update(id, "step/" + from, known -> known.add(from, results, clock.instant()));
    }

    private Result result(BulkEdit job, String number) {
        var ticket = tickets.findByNumber(number);
        if (ticket.isEmpty()) return Result.of(Outcome.NOT_FOUND);
        try {
            return job.request().dryRun() ? preview(job, ticket.get().state()) : Result.of(edit(job, ticket.get()));
        } catch (ApiException refused) {
            return new Result(Outcome.REFUSED, refused.code());
        }
    }

    private Result preview(BulkEdit job, Ticket ticket) {
        var edit = job.request().action().edit();
        var refusal = edit.map(it -> it.refusal(ticket, true)).orElseGet(() -> TicketActions.messageRefusal(ticket, true));
        if (refusal != null) return new Result(Outcome.REFUSED, refusal);
        var isChanged = edit.isEmpty()
                || !edit.get().apply(ticket, "preview", job.request().by(), clock.instant()).events().isEmpty();
        return Result.of(isChanged ? Outcome.CHANGED : Outcome.UNCHANGED);
    }

    private Outcome edit(BulkEdit job, Versioned<Ticket> ticket) {
        var action = job.request().action();
        var by = job.request().by();
        var entryId = job.entryId(ticket.state().number());
        var edit = action.edit();
        if (edit.isEmpty()) {
            postMessage.handle(new PostMessage.Command(ticket.id(), entryId, by.person(), Direction.INTERNAL,
                    String.valueOf(action.text())));
            return Outcome.CHANGED;
        }
        editTicket.handle(new EditTicket.Command(ticket.id(), edit.get(), by, null, entryId));
        return timelineEntries.findEntry(ticket.id(), entryId).isPresent() ? Outcome.CHANGED : Outcome.UNCHANGED;
    }
}
