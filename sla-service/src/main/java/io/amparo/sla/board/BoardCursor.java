package io.amparo.sla.board;

import io.amparo.platform.web.ApiException;
import io.amparo.sla.readmodel.WatchedTicket;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Cursor of a board page: the sort key of the last ticket on the page before.
 *
 * @param urgentAt null if that ticket does not fall due; such tickets come last
 */
public record BoardCursor(@Nullable Instant urgentAt, String ticketId) {
    static BoardCursor of(WatchedTicket ticket) {
        return new BoardCursor(ticket.status().urgentAt(), ticket.ledger().ticketId());
    }

    static BoardCursor parse(String cursor) {
        int slash = cursor.indexOf('/');
        try {
            return new BoardCursor(slash == 0 ? null : Instant.ofEpochMilli(Long.parseLong(cursor.substring(0, slash))),
                    cursor.substring(slash + 1));
        } catch (NumberFormatException | StringIndexOutOfBoundsException malformed) {
            throw ApiException.invalid("cursor", "malformed");
        }
    }

    @Override
    public String toString() {
        return (urgentAt == null ? "" : urgentAt.toEpochMilli()) + "/" + ticketId;
    }
}
