package io.amparo.ticket.ticket;

import io.amparo.ticket.ticket.Ticket.Person;
import io.amparo.ticket.ticket.TicketEdit.SetOwner;
import io.amparo.ticket.ticket.TicketEdit.SetPriority;
import io.amparo.ticket.ticket.TicketEdit.SetStatus;
import java.util.List;
import java.util.Optional;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a bulk edit does to each of its tickets.
 *
 * @param status only of SET_STATUS
 * @param priority only of SET_PRIORITY
 * @param owner only of SET_OWNER
 * @param text the internal note, or the reason of the change
 */
record BulkAction(Code code, @Nullable Status status, @Nullable Priority priority, @Nullable Person owner,
        @Nullable String text) {

    /** The codes that the actions of a ticket have. */
    enum Code {
        SET_STATUS, SET_PRIORITY, SET_OWNER, NOTE
    }

    /** Returns the change of one ticket; empty if the action adds a note. */
    Optional<TicketEdit> edit() {
        return Optional.ofNullable(switch (code) {
            case SET_STATUS -> new SetStatus(Objects.requireNonNull(status), text, List.of());
            case SET_PRIORITY -> new SetPriority(Objects.requireNonNull(priority), Objects.requireNonNull(text));
            case SET_OWNER -> new SetOwner(Objects.requireNonNull(owner), text);
            case NOTE -> null;
        });
    }
}
