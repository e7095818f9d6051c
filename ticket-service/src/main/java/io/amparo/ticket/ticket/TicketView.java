package io.amparo.ticket.ticket;

import io.amparo.platform.security.Caller;
import io.amparo.ticket.ticket.Status.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tickets that concern a caller. A ticket is stored with a key for each view that shows it, so that a view is the tickets with
 * one key, and with one key for each company of a contact.
 */
enum TicketView {
    /**
     * Of the vendor: owned by the caller, and the vendor has to act. Of a contact: opened by the caller, and waits for the
     * customer.
     */
    NEEDS_ME("needs-me"),
    /** Active tickets without an owner; for the vendor alone. */
    UNOWNED("unowned"),
    /** Owned or opened by the caller, and not ended. */
    MINE("mine"),
    /** Of the vendor: waits for a reply of the customer. Of a contact: a ticket of the companies, and the vendor has to act. */
    WAITING("waiting");

    private final String code;

    TicketView(String code) {
        this.code = code;
    }

    /** @throws IllegalArgumentException if this is no view */
    static TicketView of(String code) {
        return Arrays.stream(values()).filter(view -> view.code.equals(code)).findFirst()
                .orElseThrow(IllegalArgumentException::new);
    }

    /** Returns the views that this caller has. */
    static List<TicketView> viewsOf(Caller caller) {
        return caller.mayReadAll() ? List.of(values()) : List.of(NEEDS_ME, MINE, WAITING);
    }

    /** Returns the keys of all views that show a ticket. */
    static List<String> keysOf(Ticket ticket) {
        var status = ticket.status();
        var side = status.waitsFor().orElse(null);
        if (side == null) return List.of();
        var keys = new ArrayList<String>();
        var owner = ticket.handling().owner();
        if (owner != null) {
            keys.add(MINE.vendorKey(owner.id()));
            if (side == Side.VENDOR) keys.add(NEEDS_ME.vendorKey(owner.id()));
        } else if (status.isActive()) {
            keys.add(UNOWNED.vendorKey(""));
        }
        if (status == Status.WAITING_CUSTOMER) keys.add(WAITING.vendorKey(""));
        var contact = ticket.requester().contact().id();
        var customer = ticket.customerId();
        keys.add(MINE.customerKey(customer, contact));
        keys.add(side == Side.CUSTOMER ? NEEDS_ME.customerKey(customer, contact) : WAITING.customerKey(customer, ""));
        return keys;
    }

    /**
     * Returns the keys of this view for a caller who has it. Those of a contact show tickets of its companies alone (R1.4).
     *
     * @param companies the companies whose tickets a contact lists; ignored for others
     */
    Set<String> keysFor(Caller caller, @Nullable Set<String> companies) {
        var person = this == NEEDS_ME || this == MINE ? caller.person() : "";
        if (caller.mayReadAll()) return Set.of(vendorKey(person));
        return Objects.requireNonNull(companies).stream().map(company -> customerKey(company, person))
                .collect(Collectors.toUnmodifiableSet());
    }

    private String vendorKey(String owner) {
        return "vendor/" + code + "/" + owner;
    }

    private String customerKey(String company, String contact) {
        return "customer/" + code + "/" + company + "/" + contact;
    }

    @Override
    public String toString() {
        return code;
    }
}
