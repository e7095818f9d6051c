package io.amparo.bench.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.delivery.DeliveryEvent.DeliverySent;
import io.amparo.events.ticket.TicketEvent.Person;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReceiptsTest {
    private static final Instant OPENED = Instant.parse("2026-11-22T15:00:00Z");

    private final Receipts receipts = new Receipts();

    private static TicketOpened opened(String number) {
        return new TicketOpened("id-" + number, number, "acme", "Acme", new Person("acme-ana", "Ana", "pt-BR"), "INCIDENT", "P1",
                "opmon-9", "9.2", "s", OPENED, "EDITION", null);
    }

    private static DeliverySent sent(String template, long millis) {
        return new DeliverySent("d", "a@acme.example", "MAIL", template, "c", "id-T-1", "<d@x>", OPENED.plusMillis(millis));
    }

    @Test
    void latency_counts_from_opening_to_receipt_in_any_event_order() {
        receipts.accept(sent("receipt", 120), OPENED);
        receipts.accept(sent("reply", 7), OPENED);
        receipts.accept(opened("T-1"), OPENED);

        var value = receipts.toMeasuredValue(Set.of("T-1"));

        assertThat(value.errors()).isEmpty();
        assertThat(value.values().get("max")).isBetween(119.0, 121.0);
    }

    @Test
    void missing_events_are_errors() {
        receipts.accept(opened("T-1"), OPENED);

        var value = receipts.toMeasuredValue(Set.of("T-1", "T-2"));

        assertThat(value.count()).isZero();
        assertThat(value.errors()).isEqualTo(Map.of("no receipt", 1L, "no TicketOpened", 1L));
    }
}
