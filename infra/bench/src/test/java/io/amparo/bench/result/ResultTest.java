package io.amparo.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class ResultTest {
    private static final Instant AT = Instant.parse("2026-11-22T15:00:00Z");
    private static final Machine MACHINE = new Machine(2, "Linux amd64", "25", "embedded", 0.5);

    private final Result result = new Result(AT, MACHINE, 3.25, Map.of("rate", 50), List.of(opening(), MeasuredValue
            .single("memory of all processes", "MB", 1900, AcceptanceLimit.of(MeasuredValue.SINGLE, 3000).withTarget(2000))));

    private static MeasuredValue opening() {
        var floor = new Latencies();
        floor.add(Duration.ofMillis(4));
        var opening = new Latencies();
        opening.add(Duration.ofMillis(20));
        opening.addError("answered 503 instead of 201");
        return opening.toMeasuredValue("opening").withLimits(AcceptanceLimit.of("p50", 30))
                .comparedTo(floor.toMeasuredValue("health"));
    }

    @Test
    void each_measured_value_has_a_line_followed_by_its_floors() {
        assertThat(Table.of(result).lines()).satisfiesExactly(
                head -> assertThat(head).contains("errors", "p50", "x floor", "limit"),
                opening -> assertThat(opening).startsWith("opening ").contains("20.0", "5.00", "p50 ≤ 30 ms").endsWith("MISSED"),
                floor -> assertThat(floor).startsWith("  floor: health").contains("4.00").endsWith("ms"),
                memory -> assertThat(memory).contains("1900", "≤ 3000 MB (target 2000)").endsWith("met"),
                empty -> assertThat(empty).isEmpty(),
                machine -> assertThat(machine).startsWith("2 processors, load 0.5 before and 3.3 after"),
                error -> assertThat(error).isEqualTo("opening: answered 503 instead of 201 (1)"));
    }

    @Test
    void columns_are_aligned() {
        var lines = Table.of(result).lines().limit(4).toList();

        assertThat(lines.get(1).indexOf("p50 ≤")).isEqualTo(lines.get(3).indexOf("≤ 3000"))
                .isEqualTo(lines.get(0).indexOf("limit"));
    }

    @Test
    void the_result_is_written_as_json(@TempDir Path folder) throws Exception {
        var file = folder.resolve("new").resolve("result.json");
        result.write(file);

        var json = JsonMapper.shared().readTree(Files.readString(file));
        assertThat(json.path("at").asString()).isEqualTo(AT.toString());
        assertThat(json.path("met").asBoolean()).isFalse();
        assertThat(json.at("/figures/0/values/p50").asDouble()).isBetween(19.9, 20.1);
        assertThat(json.at("/figures/0/limits/0/atMost").asDouble()).isEqualTo(30);
        assertThat(json.at("/figures/0/floors/0/values/p50").asDouble()).isBetween(3.9, 4.1);
        assertThat(json.at("/figures/0/timesFloor").asDouble()).isBetween(4.9, 5.1);
        assertThat(json.at("/figures/0/errors").properties()).hasSize(1);
        assertThat(json.at("/figures/1/limits/0/target").asDouble()).isEqualTo(2000);
        assertThat(json.at("/figures/1/met").asBoolean()).isTrue();
    }
}
