package io.amparo.ticket.ticket;

import io.amparo.platform.web.ApiException;
import io.amparo.ticket.sla.Sla;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Order of a list of tickets. Each is the order of one stored text that no other ticket has: a page begins exactly after the last
 * item of the page before, also with equal instants and while tickets are opened.
 */
enum TicketSort {
    NEWEST("-number", "state.number", true, ticket -> TicketNumber.sortKey(ticket.number())),
    OLDEST("number", "state.number", false, ticket -> TicketNumber.sortKey(ticket.number())),
    UPDATED("-updatedAt", "state.updatedKey", true, TicketSort::updatedKey),
    /** P1 first, then the newest. */
    PRIORITY("priority", "state.priorityKey", true, TicketSort::priorityKey),
    /** The clock that is due first; tickets without a running clock last. */
    NEXT("next", "next.content.dueKey", false,
            ticket -> dueKey(ticket.ticketId(), ticket.next() == null ? null : ticket.next().clock()));

    private static final String WITHOUT_CLOCK = "9".repeat(13);

    private final String code;
    private final String field;
    private final boolean descending;
    private final Function<TicketSummary, String> key;

    TicketSort(String code, String field, boolean descending, Function<TicketSummary, String> key) {
        this.code = code;
        this.field = field;
        this.descending = descending;
        this.key = key;
    }

    /** @throws IllegalArgumentException if this is no order */
    static TicketSort of(String code) {
        return Arrays.stream(values()).filter(sort -> sort.code.equals(code)).findFirst()
                .orElseThrow(IllegalArgumentException::new);
    }

    static String updatedKey(TicketSummary ticket) {
        return millis(ticket.updatedAt()) + "/" + TicketNumber.sortKey(ticket.number());
    }

    static String priorityKey(TicketSummary ticket) {
        return Priority.values().length - ticket.priority().ordinal() + "/" + TicketNumber.sortKey(ticket.number());
    }

    /** @param clock the running clock that is due first; null if there is none */
    static String dueKey(String ticketId, Sla.@Nullable Objective clock) {
        return (clock == null || clock.dueAt() == null ? WITHOUT_CLOCK : millis(clock.dueAt())) + "/" + ticketId;
    }

    private static String millis(Instant instant) {
        return "%013d".formatted(instant.toEpochMilli());
    }

    /** Returns the stored field that has the keys. */
    String field() {
        return field;
    }

    boolean isByNumber() {
        return field.equals(NEWEST.field);
    }

    boolean isDescending() {
        return descending;
    }

    String key(TicketSummary ticket) {
        return key.apply(ticket);
    }

    /** Returns the position after a ticket in this order, for a cursor. */
    String position(TicketSummary ticket) {
        return code + ":" + key(ticket);
    }

    /**
     * Returns the key of a position.
     *
     * @param position null for the first page
     * @throws ApiException 422 if the position is one in another order
     */
    @Nullable
    String keyOf(@Nullable String position) {
        if (position == null) return null;
        if (!position.startsWith(code + ":")) throw ApiException.invalid("cursor", "malformed");
        return position.substring(code.length() + 1);
    }

    @Override
    public String toString() {
        return code;
    }
}
