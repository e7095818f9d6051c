package io.amparo.bench.figure;

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

    private final Result result = new Result(AT, MACHINE, 3.25, Map.of("rate", 50),
            List.of(opening(), Figure.single("memory of all processes", "MB", 1900, Bar.of(Figure.SINGLE, 3000).aiming(2000))));

    private static Figure opening() {
        var floor = new Latencies();
        floor.took(Duration.ofMillis(4));
        var opening = new Latencies();
        opening.took(Duration.ofMillis(20));
        opening.failed("answered 503 instead of 201");
        return opening.figure("opening").within(Bar.of("p50", 30)).above(floor.figure("health"));
    }

    @Test
    void the_table_has_a_line_for_each_figure_with_its_floor_below() {
        assertThat(Table.of(result).lines()).satisfiesExactly(
                head -> assertThat(head).contains("errors", "p50", "x floor", "bar"),
                opening -> assertThat(opening).startsWith("opening ").contains("20.0", "5.00", "p50 ≤ 30 ms").endsWith("MISSED"),
                floor -> assertThat(floor).startsWith("  floor: health").contains("4.00").endsWith("ms"),
                memory -> assertThat(memory).contains("1900", "≤ 3000 MB (aim 2000)").endsWith("met"),
                empty -> assertThat(empty).isEmpty(),
                machine -> assertThat(machine).startsWith("2 processors, load 0.5 before and 3.3 after"),
                error -> assertThat(error).isEqualTo("opening: answered 503 instead of 201 (1)"));
    }

    @Test
    void columns_stand_below_each_other() {
        var lines = Table.of(result).lines().limit(4).toList();

        assertThat(lines.get(1).indexOf("p50 ≤")).isEqualTo(lines.get(3).indexOf("≤ 3000"))
                .isEqualTo(lines.get(0).indexOf("bar"));
    }

    @Test
    void the_same_is_written_as_json(@TempDir Path folder) throws Exception {
        var file = folder.resolve("new").resolve("result.json");
        result.write(file);

        var told = JsonMapper.shared().readTree(Files.readString(file));
        assertThat(told.path("at").asString()).isEqualTo(AT.toString());
        assertThat(told.path("met").asBoolean()).isFalse();
        assertThat(told.at("/figures/0/values/p50").asDouble()).isBetween(19.9, 20.1);
        assertThat(told.at("/figures/0/bars/0/atMost").asDouble()).isEqualTo(30);
        assertThat(told.at("/figures/0/floors/0/values/p50").asDouble()).isBetween(3.9, 4.1);
        assertThat(told.at("/figures/0/timesFloor").asDouble()).isBetween(4.9, 5.1);
        assertThat(told.at("/figures/0/errors").properties()).hasSize(1);
        assertThat(told.at("/figures/1/bars/0/aim").asDouble()).isEqualTo(2000);
        assertThat(told.at("/figures/1/met").asBoolean()).isTrue();
    }
}
