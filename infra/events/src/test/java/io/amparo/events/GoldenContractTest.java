package io.amparo.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Checks the compatibility of the wire format: this build reads every golden file, and writes the newest of each type byte for
 * byte. {@code -Dcontracts.update} adds the first golden file of a new event and the next one of an extended event; it never
 * overwrites a file.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GoldenContractTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    /** The version of the contract, and the digest of the golden files that belong to it. */
    private static final Path VERSION = Path.of("src/test/resources/golden.version");
    private static final boolean UPDATE = System.getProperty("contracts.update") != null;
    private final EventCodec codec = new EventCodec("golden", "");

    private static Stream<Class<? extends DomainEvent>> events() {
        return Arrays.stream(Topic.values()).flatMap(topic -> topic.events().stream());
    }

    /** The number at the end of {@code <type>.<number>.json}: as text, 10 would precede 2. */
    private static int number(Path golden) {
        var parts = golden.getFileName().toString().split("\\.");
        return Integer.parseInt(parts[parts.length - 2]);
    }

    static List<Path> goldens(Class<? extends DomainEvent> event) throws IOException {
        try (var files = Files.list(GOLDEN)) {
            return files.filter(file -> file.getFileName().toString().startsWith(EventCodec.typeOf(event) + "."))
                    .sorted(Comparator.comparingInt(GoldenContractTest::number)).toList();
        }
    }

    @TestFactory
    Stream<DynamicTest> every_golden_file_is_read_and_the_newest_is_written_unchanged() {
        return events().map(event -> DynamicTest.dynamicTest(EventCodec.typeOf(event), () -> {
            if (UPDATE) writeGolden(event, bytes(Sample.of(event)));
            var goldens = goldens(event);
            assertThat(goldens).as("golden files").isNotEmpty();
            for (var golden : goldens) assertThat(read(event, Files.readAllBytes(golden))).isInstanceOf(event);

            var newest = Files.readAllBytes(goldens.getLast());
            assertThat(new String(bytes(read(event, newest)), UTF_8)).isEqualTo(new String(newest, UTF_8));
        }));
    }

    private static void writeGolden(Class<? extends DomainEvent> event, byte[] json) throws IOException {
        var goldens = goldens(event);
        if (goldens.isEmpty() || !Arrays.equals(Files.readAllBytes(goldens.getLast()), json))
            Files.write(GOLDEN.resolve(EventCodec.typeOf(event) + "." + (goldens.size() + 1) + ".json"), json);
    }

    @Test
    void every_golden_file_belongs_to_a_known_event_type() throws IOException {
        var types = events().map(EventCodec::typeOf).toList();
        try (var files = Files.list(GOLDEN)) {
            assertThat(files.map(file -> file.getFileName().toString().replaceFirst("\\.\\d+\\.json$", "")))
                    .allMatch(types::contains);
        }
    }

    /** Runs last, after golden files were added. */
    @Test
    @Order(Integer.MAX_VALUE)
    void a_new_or_changed_golden_file_needs_a_new_version() throws Exception {
        var version = ContractVersion.current();
        var expected = version + " " + digest();
        var stored = Files.exists(VERSION) ? Files.readString(VERSION).strip() : "";
        if (UPDATE && !stored.startsWith(version + " ")) Files.writeString(VERSION, expected + "\n");

        assertThat(VERSION).as("add a version to infra/events/CHANGELOG.md, then run with -Dcontracts.update")
                .hasContent(expected);
    }

    private static String digest() throws Exception {
        var digest = MessageDigest.getInstance("SHA-256");
        try (var files = Files.list(GOLDEN)) {
            for (var file : files.sorted(Comparator.comparing(file -> file.getFileName().toString())).toList()) {
                digest.update(file.getFileName().toString().getBytes(UTF_8));
                digest.update(Files.readAllBytes(file));
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private byte[] bytes(DomainEvent event) {
        return codec.write("a/1/0", "a", 1, Instant.EPOCH, null, null, null, event).value();
    }

    private DomainEvent read(Class<? extends DomainEvent> type, byte[] json) {
        var headers = Map.<String, Object>of("ce_specversion", "1.0", "ce_id", "a/1/0", "ce_source", "/amparo/golden", "ce_type",
                EventCodec.typeOf(type), "content-type", "application/json");
        return Objects.requireNonNull(codec.read(headers, json).data());
    }
}
