package io.amparo.notification.webhook.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.Event;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class WebhookPayloadTest {
    private static final Instant AT = Instant.parse("2026-11-23T15:00:00Z");

    private static Optional<String> body(String name, String data, @Nullable String customer) {
        var type = "io.amparo." + name + ".v1";
        return new WebhookPayload(PublicEvents.find(type).orElseThrow(),
                new Event(type, "t-1/1/0", "/amparo/test", "t-1", 1, AT, null, null, null, null), data.getBytes(UTF_8))
                .bodyFor(customer);
    }

    @Test
    void body_has_type_timestamp_and_allowed_data() {
        assertThat(body("ticket.StatusChanged", """
                {"ticketId":"t-1","number":"T-1","customerId":"acme","from":"OPEN","to":"CLOSED","by":"p-1",
                "reason":"for colleagues","later":"unknown field","changedAt":"2026-11-23T15:00:00Z"}""", "acme"))
                .contains("{\"type\":\"io.amparo.ticket.StatusChanged.v1\",\"timestamp\":\"2026-11-23T15:00:00Z\",\"data\":"
                        + "{\"ticketId\":\"t-1\",\"number\":\"T-1\",\"customerId\":\"acme\",\"from\":\"OPEN\",\"to\":\"CLOSED\","
                        + "\"by\":\"p-1\",\"changedAt\":\"2026-11-23T15:00:00Z\"}}");
    }

    @Test
    void vendor_gets_more_fields_but_no_unknown_one() {
        var body = body("ticket.StatusChanged", "{\"customerId\":\"acme\",\"reason\":\"r\",\"later\":1}", null).orElseThrow();

        assertThat(body).contains("\"reason\":\"r\"").doesNotContain("later");
    }

    @Test
    void event_of_another_customer_is_for_no_customer() {
        assertThat(body("ticket.TicketClosed", "{\"customerId\":\"borealis\"}", "acme")).isEmpty();
        assertThat(body("ticket.TicketClosed", "{}", "acme")).as("without a customer").isEmpty();
        assertThat(body("eol.EolAnnounced", "{\"productId\":\"opmon-8\",\"justification\":\"x\"}", "acme").orElseThrow())
                .contains("opmon-8").doesNotContain("justification");
    }

    @Test
    @Tag("R1.4")
    void internal_file_note_and_foreign_link_are_for_the_vendor_only() {
        var file = "{\"customerId\":\"acme\",\"attachmentId\":\"a-1\",\"internal\":true}";
        assertThat(body("ticket.AttachmentAdded", file, "acme")).isEmpty();
        assertThat(body("ticket.AttachmentAdded", file, null)).isPresent();
        assertThat(body("ticket.AttachmentAdded", file.replace("true", "false"), "acme").orElseThrow())
                .doesNotContain("internal");
        assertThat(body("ticket.InternalNoteAdded", "{\"customerId\":\"acme\"}", "acme")).isEmpty();
        var link = "{\"customerId\":\"acme\",\"linkedNumber\":\"T-2\",\"linkedCustomerId\":\"%s\"}";
        assertThat(body("ticket.TicketLinked", link.formatted("borealis"), "acme")).isEmpty();
        assertThat(body("ticket.TicketLinked", link.formatted("acme"), "acme")).isPresent();
    }
}
