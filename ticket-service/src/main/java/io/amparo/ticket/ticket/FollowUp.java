package io.amparo.ticket.ticket;

import io.amparo.platform.web.ApiException.FieldError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A new ticket about a closed one, which cannot be reopened any more. Both have a link. */
final class FollowUp {
    private static final String FIELD = "followUpOf";

    private FollowUp() {}

    /** Returns whether a ticket can only be followed up: the time to reopen it is over. */
    static boolean isPossible(Ticket ticket) {
        return ticket.status() == Status.CLOSED;
    }

    /**
     * Returns the errors of a request that names a ticket to follow up.
     *
     * @param followed null if there is no such ticket, or the caller may not read it
     * @param customer customer that the request names; null for none
     */
    static List<FieldError> errors(@Nullable Ticket followed, @Nullable String customer) {
        if (followed == null) return List.of(new FieldError(FIELD, "unknown-ticket"));
        var errors = new ArrayList<FieldError>();
        if (!isPossible(followed)) errors.add(new FieldError(FIELD, "not-closed"));
        if (customer != null && !customer.equals(followed.customerId())) errors.add(new FieldError("customer", "other-customer"));
        return errors;
    }
}
