package io.amparo.ticket.state;

import io.amparo.ticket.sla.Sla;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The part of a ticket that other systems follow: no text, no person.
 *
 * @param version the version of the ticket that it shows
 * @param sequence the highest sequence of the events of this version
 * @param waitingFor who has to act next: CUSTOMER or VENDOR; null if the ticket has ended
 * @param via source of the entitlement; null until it is decided
 * @param closedAt when the ticket ended; null before
 * @param promise the SLA definition quoted with the number; null if there was no quote
 */
public record TicketSnapshot(String id, long version, long sequence, String number, String customerId, String customerName,
        String product, String productVersion, String kind, String priority, String status, @Nullable String waitingFor,
        @Nullable String via, Instant openedAt, Instant updatedAt, @Nullable Instant closedAt, @Nullable Sla promise) {}
