package io.amparo.sla.board;

import io.amparo.platform.web.ApiProblem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Cursor of a board page: the sort key of the last ticket on the page before.
 *
 * @param urgentAt null if that ticket does not fall due; such tickets come last
 */
record Place(@Nullable Instant urgentAt, String ticketId) {
    static Place of(WatchedTicket ticket) {
        return new Place(ticket.standing().urgentAt(), ticket.ledger().ticketId());
    }

    static Place parse(String cursor) {
        int slash = cursor.indexOf('/');
        try {
            return new Place(slash == 0 ? null : Instant.ofEpochMilli(Long.parseLong(cursor.substring(0, slash))),
                    cursor.substring(slash + 1));
        } catch (NumberFormatException | StringIndexOutOfBoundsException notOurs) {
            throw ApiProblem.invalid("cursor", "malformed");
        }
    }

    @Override
    public String toString() {
        return (urgentAt == null ? "" : urgentAt.toEpochMilli()) + "/" + ticketId;
    }
}
