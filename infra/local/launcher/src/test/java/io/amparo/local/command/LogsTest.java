package io.amparo.local.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.EventCodec;
import io.amparo.events.Topic;
import io.amparo.events.ticket.TicketEvent.TicketClosed;
import io.amparo.local.backend.EmbeddedBroker;
import io.amparo.local.log.LogEntry;
import io.amparo.local.log.MergedLogs.Log;
import io.amparo.local.log.MergedLogs;
import io.amparo.local.suite.Addresses;
import io.amparo.local.suite.Home;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./amparo logs} over the logs of several processes. */
class LogsTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    @TempDir
    Path dir;

    private static EmbeddedBroker kafka;

    private Path logs;
    private int exitCode;
    private String brokers = kafka.brokers();

    @BeforeAll
    static void startKafka(@TempDir Path data) {
        kafka = EmbeddedBroker.start(data, 0);
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @BeforeEach
    void createFolder() throws IOException {
        logs = Files.createDirectories(dir.resolve("log"));
    }

    private void log(String name, String... lines) throws IOException {
        Files.writeString(logs.resolve(name), String.join("\n", lines) + "\n", StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private List<String> output(String... arguments) {
        var text = new StringWriter();
        exitCode = Amparo.commandLine(new Logs(() -> new Home(dir), () -> new Addresses(Map.of("KAFKA_BROKERS", brokers))))
                .setOut(new PrintWriter(text)).setErr(new PrintWriter(text)).execute(arguments);
        return text.toString().lines().map(line -> line.replaceFirst(" +\\| ", "|")).toList();
    }

    @Test
    void logs_of_all_processes_are_merged_by_time_also_of_other_zones() throws IOException {
        log("sla-service.log", "2026-01-31T10:00:01.000Z sla first", "2026-01-31T10:00:03.000Z sla second");
        log("ticket-service.log", "2026-01-31T12:00:02.000+02:00 ticket first", "2026-01-31T07:00:04.000-03:00 ticket second");
        log("store.log", "{\"t\":{\"$date\":\"2026-01-31T10:00:02.500+00:00\"},\"s\":\"I\"}");
        log("broker.log", "2026-01-31T10:00:00,500Z broker");

        assertThat(output()).containsExactly("broker|2026-01-31T10:00:00,500Z broker",
                "sla-service|2026-01-31T10:00:01.000Z sla first", "ticket-service|2026-01-31T12:00:02.000+02:00 ticket first",
                "store|{\"t\":{\"$date\":\"2026-01-31T10:00:02.500+00:00\"},\"s\":\"I\"}",
                "sla-service|2026-01-31T10:00:03.000Z sla second", "ticket-service|2026-01-31T07:00:04.000-03:00 ticket second");
    }

    @Test
    void a_stack_trace_stays_with_its_line() throws IOException {
        log("eol-service.log", "2026-01-31T10:00:01Z ERROR failed", "",
                "java.lang.IllegalStateException: at 2026-01-31T09:00:00Z", "\tat io.amparo.Eol", "2026-01-31T10:00:05Z later");
        log("ticket-service.log", "2026-01-31T10:00:02Z ticket");

        assertThat(output()).containsExactly("eol-service|2026-01-31T10:00:01Z ERROR failed", "eol-service|",
                "eol-service|java.lang.IllegalStateException: at 2026-01-31T09:00:00Z", "eol-service|\tat io.amparo.Eol",
                "ticket-service|2026-01-31T10:00:02Z ticket", "eol-service|2026-01-31T10:00:05Z later");
    }

    @Test
    void lines_of_the_same_time_keep_the_order_of_processes_and_of_each_file() throws IOException {
        log("b.log", "2026-01-31T10:00:00Z b1", "2026-01-31T10:00:00Z b2");
        log("a.log", "2026-01-31T10:00:00Z a1", "2026-01-31T10:00:00Z a2");

        assertThat(output()).extracting(line -> line.substring(line.length() - 2)).containsExactly("a1", "a2", "b1", "b2");
    }

    @Test
    void a_clock_that_was_set_back_does_not_change_the_order_of_a_file() throws IOException {
        log("a.log", "2026-01-31T10:00:05Z a1", "2026-01-31T09:00:00Z a2");
        log("b.log", "2026-01-31T10:00:01Z b1", "2026-01-31T10:00:06Z b2");

        assertThat(output()).extracting(line -> line.substring(line.length() - 2)).containsExactly("b1", "a1", "a2", "b2");
    }

    @Test
    void broken_lines_are_printed_where_they_were_written() throws IOException {
        log("a.log", "without a time", "2026-01-31T10:00:01Z first", "2026-99-99T10:00:02Z no date", "2026-01-31");
        Files.write(logs.resolve("a.log"), "2026-01-31T10:00:03Z broken \u00ff\u00fe byte".getBytes(ISO_8859_1),
                StandardOpenOption.APPEND);
        log("b.log", "2026-01-31T10:00:02Z other");

        assertThat(output()).extracting(line -> line.substring(0, 12)).containsExactly("a|without a ", "a|2026-01-31",
                "a|2026-99-99", "a|2026-01-31", "b|2026-01-31", "a|2026-01-31");
    }

    @Test
    void one_trace_is_followed_through_all_processes_and_the_logs_before_a_restart() throws IOException {
        log("ticket-service.log.1", "2026-01-31T10:00:00Z [" + TRACE + "-1111111111111111] opened");
        log("ticket-service.log", "2026-01-31T10:00:09Z started");
        log("sla-service.log", "2026-01-31T10:00:01Z other", "2026-01-31T10:00:02Z [" + TRACE + "-2222222222222222] breached",
                "\tat Sla");

        var expected = List.of("ticket-service|2026-01-31T10:00:00Z [" + TRACE + "-1111111111111111] opened",
                "sla-service|2026-01-31T10:00:02Z [" + TRACE + "-2222222222222222] breached", "sla-service|\tat Sla");
        assertThat(output("--trace", TRACE)).isEqualTo(expected);
        assertThat(output("--trace", "00-" + TRACE + "-1111111111111111-01")).isEqualTo(expected);
    }

    @Test
    void a_trace_contains_its_events_in_the_order_of_time() throws Exception {
        var codec = new EventCodec("ticket-service", "");
        var topic = codec.topicName(Topic.TICKETS);
        try (var admin = Admin.create(Map.of("bootstrap.servers", brokers));
                var producer = new KafkaProducer<>(Map.of("bootstrap.servers", brokers), new StringSerializer(),
                        new ByteArraySerializer())) {
            admin.createTopics(List.of(new NewTopic(topic, 3, (short) 1))).all().get();
            for (var trace : List.of(TRACE, "1af7651916cd43dd8448eb211c80319c")) {
                var event = codec.write(trace + "/4/0", "t1", 4, Instant.EPOCH, trace, "a#b", null,
                        new TicketClosed("t1", "000001", "acme", "somebody", Instant.EPOCH));
                producer.send(new ProducerRecord<>(topic, 1, Instant.parse("2026-01-31T10:00:01Z").toEpochMilli(), "acme",
                        event.value(), event.headers())).get();
            }
            producer.send(new ProducerRecord<>(topic, "acme", "no event".getBytes(ISO_8859_1))).get();
        }
        log("ticket-service.log", "2026-01-31T10:00:00Z [" + TRACE + "-1111111111111111] first",
                "2026-01-31T10:00:02Z [" + TRACE + "-1111111111111111] last");

        assertThat(output("--trace", TRACE, "--since", "2026-01-31T10:00:00Z")).hasSize(3).element(1).asString()
                .startsWith("ticket-service|2026-01-31T10:00:01Z EVENT " + "io.amparo.ticket.TicketClosed.v1 " + TRACE
                        + "/4/0 of t1 on amparo.tickets-1@0, caused by a#b");
        assertThat(output("--trace", TRACE, "--since", "2026-01-31T10:00:02Z")).singleElement().asString().contains("last");
    }

    @Test
    void a_trace_without_kafka_has_the_lines_of_the_logs() throws IOException {
        brokers = "localhost:1";
        log("ticket-service.log", "2026-01-31T10:00:00Z [" + TRACE + "-1111111111111111] opened");

        assertThat(output("--trace", TRACE)).hasSize(2).first().asString().startsWith("Without events, because Kafka");
    }

    @Test
    void a_trace_without_log_lines_is_explained_and_fails() throws IOException {
        log("a.log", "2026-01-31T10:00:00Z other");

        assertThat(output("--trace", TRACE)).hasSize(1).first().asString().contains("No log and no event has the trace");
        assertThat(exitCode).isOne();
    }

    @Test
    void entries_since_a_time_or_for_a_duration_are_printed() throws IOException {
        log("a.log", "2026-01-31T10:00:00Z old", Instant.now().minusSeconds(60) + " new");

        assertThat(output("--since", "2026-01-31T10:00:01Z")).hasSize(1).first().asString().endsWith("new");
        assertThat(output("--since", "1h30m")).hasSize(1);
        assertThat(output("--since", "2d")).hasSize(1);
        assertThat(output("--since", "10s")).isEmpty();
        assertThat(output("--since", "yesterday")).first().asString().contains("--since", "10m");
        assertThat(exitCode).isEqualTo(2);
    }

    @Test
    void the_newest_lines_of_one_process_are_printed_without_a_prefix() throws IOException {
        log("a.log", "2026-01-31T10:00:00Z one", "2026-01-31T10:00:01Z two", "2026-01-31T10:00:02Z three");
        log("b.log", "2026-01-31T10:00:03Z other");

        assertThat(output("a", "-n", "2")).containsExactly("2026-01-31T10:00:01Z two", "2026-01-31T10:00:02Z three");
        assertThat(output("c")).contains("There is no log of c; there are a, b");
    }

    @Test
    @Timeout(20)
    void the_newest_lines_are_printed_without_reading_the_lines_before_them() throws IOException {
        try (var huge = new RandomAccessFile(logs.resolve("a.log").toFile(), "rw")) {
            // Without content on the disk.
            huge.setLength(64L << 30);
        }
        log("a.log", "", "2026-01-31T10:00:00Z one", "2026-01-31T10:00:01Z two", "\tat Two", "\tat Three");
        log("b.log", "2026-01-31T10:00:00.5Z other");

        assertThat(output("-n", "2")).containsExactly("a|\tat Two", "a|\tat Three");
        assertThat(output("-n", "4")).containsExactly("b|2026-01-31T10:00:00.5Z other", "a|2026-01-31T10:00:01Z two",
                "a|\tat Two", "a|\tat Three");
    }

    @Test
    void each_number_of_newest_lines_is_found_with_and_without_a_last_line_feed() throws IOException {
        log("a.log", "2026-01-31T10:00:00Z one", "2026-01-31T10:00:01Z two", "2026-01-31T10:00:02Z three");
        for (var end : new String[]{"", "2026-01-31T10:00:03Z four"}) {
            Files.writeString(logs.resolve("a.log"), end, StandardOpenOption.APPEND);
            var all = output("a", "-n", "100");
            assertThat(all).hasSize(end.isEmpty() ? 3 : 4);
            for (int n = 1; n <= all.size(); n++)
                assertThat(output("a", "-n", "" + n)).isEqualTo(all.subList(all.size() - n, all.size()));
        }
    }

    @Test
    void a_line_without_an_end_does_not_fill_the_memory() throws IOException {
        log("a.log", "2026-01-31T10:00:00Z " + "x".repeat(10_000_000), "2026-01-31T10:00:01Z next");

        assertThat(output("a")).hasSize(2).first().asString().hasSizeLessThan(70_000).endsWith("bytes omitted)");
    }

    @Test
    @Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
    void following_prints_the_log_of_a_process_that_is_started_later() throws IOException {
        log("a.log", "2026-01-31T10:00:00Z first");
        var text = new StringWriter();
        var pipe = new PrintWriter(new FilterWriter(text) {
            @Override
            public void write(String line, int from, int length) throws IOException {
                text.write(line, from, length);
                if (line.contains("first")) log("b.log", "2026-01-31T10:00:01Z second");
                if (line.contains("second")) throw new IOException("the reader has gone");
            }
        });

        Amparo.commandLine(new Logs(() -> new Home(dir), () -> new Addresses(Map.of()))).setOut(pipe).execute("-f");

        assertThat(text.toString()).contains("b ", "second");
    }

    @Test
    void following_waits_for_the_end_of_a_line_and_continues_in_a_new_file() throws IOException {
        var file = logs.resolve("a.log");
        log("a.log", "2026-01-31T10:00:00Z first");
        try (var merged = new MergedLogs(List.of(new Log("a", file, true)), ZoneId.of("UTC"))) {
            assertThat(read(merged)).containsExactly("2026-01-31T10:00:00Z first");
            Files.writeString(file, "2026-01-31T10:00:01Z sec", StandardOpenOption.APPEND);
            assertThat(read(merged)).isEmpty();
            Files.writeString(file, "ond\n2026-01-31T10:00:02Z third\n", StandardOpenOption.APPEND);
            Files.move(file, logs.resolve("a.log.1"));
            assertThat(read(merged)).containsExactly("2026-01-31T10:00:01Z second", "2026-01-31T10:00:02Z third");
            log("a.log", "2026-01-31T10:00:03Z a much longer line than the file before had, which its size does not show");

            assertThat(read(merged)).hasSize(1).first().asString().contains("much longer");
        }
    }

    private static List<String> read(MergedLogs merged) throws IOException {
        var entries = new ArrayList<LogEntry>();
        merged.read(entries::add);
        return entries.stream().flatMap(entry -> entry.lines().stream()).toList();
    }
}
