package io.amparo.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.amparo.events.ticket.TicketEvent.TicketClosed;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class EventCodecTest {
    private static final Instant AT = Instant.parse("2026-11-22T12:00:00.123Z");
    private static final TicketClosed CLOSED = new TicketClosed("t1", "T-2026-000001", "acme", "ana@acme.example", AT);
    private final EventCodec codec = new EventCodec("ticket-service", "suite1.");

    @Test
    void event_is_written_as_a_binary_mode_cloud_event() {
        var record = codec.write("t1/4/0", "t1", 4, AT, "trace", "cause", "00-a-b-01", CLOSED);

        assertThat(record.topic()).isEqualTo("suite1.amparo.tickets");
        assertThat(record.key()).isEqualTo("acme");
        assertThat(headers(record.headers())).containsAllEntriesOf(Map.of("ce_specversion", "1.0", "ce_id", "t1/4/0", "ce_source",
                "/amparo/ticket-service", "ce_type", "io.amparo.ticket.TicketClosed.v1", "ce_subject", "t1", "ce_sequence",
                "0000000000000000004", "ce_correlationid", "trace", "ce_causationid", "cause", "ce_traceparent", "00-a-b-01",
                "content-type", "application/json")).containsEntry("traceparent", "00-a-b-01").containsKey("ce_time");
        assertThat(new String(record.value(), UTF_8)).startsWith("{\"ticketId\":\"t1\"");
    }

    @Test
    void sequences_have_the_same_order_as_text_and_as_numbers() {
        var texts = Stream.of(0L, 9L, 10L, 999_999L, 1_000_000L, Long.MAX_VALUE)
                .map(sequence -> headers(codec.write("t1/4/0", "t1", sequence, AT, null, null, null, CLOSED).headers())
                        .get("ce_sequence"))
                .toList();

        assertThat(texts).isSorted().allMatch(text -> text.length() == 19);
    }

    @Test
    void contract_describes_exactly_the_headers_that_are_written() {
        var all = codec.write("t1/4/0", "t1", 4, AT, "trace", "cause", "00-a-b-01", CLOSED).headers();
        var required = codec.write("t1/4/0", "t1", 4, AT, null, null, null, CLOSED).headers();

        assertThat(EventHeaders.schema()).extracting("properties").asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsOnlyKeys(headers(all).keySet());
        assertThat(EventHeaders.schema()).extracting("required").asInstanceOf(InstanceOfAssertFactories.LIST)
                .containsExactlyInAnyOrderElementsOf(headers(required).keySet());
    }

    @Test
    void schema_of_the_data_is_below_the_configured_address() {
        var record = new EventCodec("ticket-service", "", URI.create("https://desk.example/schemas/")).write("t1/4/0", "t1", 4,
                AT, null, null, null, CLOSED);

        assertThat(headers(record.headers())).containsEntry("ce_dataschema",
                "https://desk.example/schemas/io.amparo.ticket.TicketClosed.v1.schema.json");
    }

    @Test
    void written_event_is_read_back_unchanged() {
        var record = codec.write("t1/4/0", "t1", 4, AT, "trace", "cause", "00-a-b-01", CLOSED);

        assertThat(codec.read(record.headers(), record.value())).isEqualTo(new Event("io.amparo.ticket.TicketClosed.v1", "t1/4/0",
                "/amparo/ticket-service", "t1", 4, AT, "trace", "cause", "00-a-b-01", CLOSED));
    }

    @Test
    void unknown_types_and_fields_are_ignored() {
        var record = codec.write("t1/4/0", "t1", 4, AT, null, null, null, CLOSED);
        var unknown = new HashMap<String, Object>(headers(record.headers()));
        unknown.put("ce_type", "io.amparo.ticket.TicketPainted.v1");

        assertThat(codec.read(unknown, record.value()).data()).isNull();
        var extended = new String(record.value(), UTF_8).replace("{\"ticketId\"", "{\"colour\":\"red\",\"ticketId\"");
        assertThat(codec.read(record.headers(), extended.getBytes(UTF_8)).data()).isEqualTo(CLOSED);
    }

    @Test
    void a_header_without_a_value_is_no_attribute() {
        var headers = new RecordHeaders().add("ce_subject", null).add("ce_type", null);

        assertThat(codec.subject(headers)).isEmpty();
        assertThat(codec.type(headers)).isEmpty();
        assertThatExceptionOfType(UnreadableEventException.class).isThrownBy(() -> codec.read(headers, new byte[0]));
    }

    @Test
    void invalid_records_throw_unreadable_event_exception() {
        var record = codec.write("t1/4/0", "t1", 4, AT, null, null, null, CLOSED);

        assertThatExceptionOfType(UnreadableEventException.class).isThrownBy(() -> codec.read(Map.of(), "{}".getBytes(UTF_8)));
        assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(() -> codec.read(record.headers(), "{not json".getBytes(UTF_8)));
        assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(() -> codec.read(record.headers(), "{\"closedAt\":\"yesterday\"}".getBytes(UTF_8)));
    }

    private static Map<String, String> headers(Headers headers) {
        return StreamSupport.stream(headers.spliterator(), false)
                .collect(Collectors.toMap(Header::key, header -> new String(header.value(), UTF_8)));
    }
}
