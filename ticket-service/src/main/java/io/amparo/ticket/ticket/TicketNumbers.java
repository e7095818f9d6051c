package io.amparo.ticket.ticket;

import java.time.Instant;
import java.time.ZoneId;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;

/** The numbers of new tickets: an ordinal within the vendor's year. No number is returned twice (R1.3). */
final class TicketNumbers {
    private final Supplier<ZoneId> vendorZone;
    private final LongUnaryOperator nextOrdinal;

    /**
     * @param vendorZone returns the zone in which the vendor's years begin
     * @param nextOrdinal returns the next ordinal of a year; it may skip ordinals but never returns one twice
     */
    TicketNumbers(Supplier<ZoneId> vendorZone, LongUnaryOperator nextOrdinal) {
        this.vendorZone = vendorZone;
        this.nextOrdinal = nextOrdinal;
    }

    String next(Instant now) {
        int year = now.atZone(vendorZone.get()).getYear();
        return new TicketNumber(year, nextOrdinal.applyAsLong(year)).toString();
    }
}
