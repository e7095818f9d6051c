package io.amparo.notification.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.notification.audience.Recipient;
import io.amparo.notification.ticket.PendingSlaDefinition.Definition;
import io.amparo.notification.ticket.PendingSlaDefinition.Opened;
import io.amparo.notification.ticket.PendingSlaDefinition.Promise;
import io.amparo.notification.ticket.PendingSlaDefinition.Targets;
import io.amparo.platform.store.EventOrigin;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R1.3")
class PendingSlaDefinitionTest {
    private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");
    private static final Opened OPENED = new Opened(
            new Recipient("acme-bruno", "bruno@acme.example", "Bruno", "pt-BR", ZoneId.of("UTC")), "s");

    private static Definition definition(String cause) {
        var promise = new Promise("RESOLUTION", Duration.ofHours(4), NOW.plusSeconds(60));
        return new Definition(new EventOrigin(cause, null, null), NOW, "T-2026-000001", "P1",
                new Targets("standard", 1, "business-hours", "UTC", List.of(promise), List.of()));
    }

    @Test
    void mail_is_ready_once_ticket_and_definition_are_known_in_either_order() {
        var ticketFirst = PendingSlaDefinition.of("t1").with(OPENED);
        var definitionFirst = PendingSlaDefinition.of("t1").with(definition("d1"));

        assertThat(ticketFirst.mail()).isEmpty();
        assertThat(definitionFirst.mail()).isEmpty();
        assertThat(ticketFirst.with(definition("d1")).mail()).isPresent().isEqualTo(definitionFirst.with(OPENED).mail());
    }

    @Test
    void first_definition_is_mailed() {
        var mail = PendingSlaDefinition.of("t1").with(definition("d1")).with(definition("d2")).with(OPENED).mail().orElseThrow();

        assertThat(mail.origin().causation()).isEqualTo("d1");
    }
}
