package io.amparo.ticket.ticket;

import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.IdempotencyKey;
import io.amparo.ticket.ticket.BulkEdit.Request;
import io.amparo.ticket.ticket.TicketSummaries.Filter;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Begins a bulk edit, whose tickets {@link BulkEditTicker} edits. Idempotent: the same request finds the job of the first one.
 */
final class BeginBulkEdit {

    /**
     * @param id id of the job; the same on every retry of one request
     * @param numbers numbers of the tickets; empty with a filter
     * @param filter selects the tickets as they are now; null with numbers
     */
    record Command(String id, String contentHash, BulkAction action, Author by, boolean dryRun, List<String> numbers,
            @Nullable Filter filter) {}

    private final BulkEdits bulkEdits;
    private final TicketSummaries summaries;
    private final Clock clock;

    BeginBulkEdit(BulkEdits bulkEdits, TicketSummaries summaries, Clock clock) {
        this.bulkEdits = bulkEdits;
        this.summaries = summaries;
        this.clock = clock;
    }

    /**
     * @throws ApiException 409 if the person has too many running jobs; 422 if the filter matches too many tickets, or an earlier
     *     request of this id had another content
     */
    BulkEdit handle(Command command) {
        var job = bulkEdits.find(command.id()).map(Versioned::state).orElseGet(() -> insert(command));
        if (!job.request().contentHash().equals(command.contentHash())) throw ApiException.keyReused(IdempotencyKey.HEADER);
        return job;
    }

    private BulkEdit insert(Command command) {
        if (bulkEdits.isBusy(command.by().person().id())) throw ApiException.conflict("too-many-bulk-edits");
        var request = new Request(command.action(), command.by(), command.dryRun(), command.contentHash(), clock.instant());
        bulkEdits.insert(command.id(), "begin", BulkEdit.begin(command.id(), request, numbers(command)));
        return bulkEdits.find(command.id()).orElseThrow().state();
    }

    private List<String> numbers(Command command) {
        if (command.filter() == null) return command.numbers();
        var found = summaries.page(command.filter(), TicketSort.NEWEST, null, BulkEdit.MAX_TICKETS + 1);
        if (found.size() > BulkEdit.MAX_TICKETS) throw ApiException.invalid("filter", "too-many-tickets", BulkEdit.MAX_TICKETS);
        return found.stream().map(TicketSummary::number).toList();
    }
}
