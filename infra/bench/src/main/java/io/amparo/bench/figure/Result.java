package io.amparo.bench.figure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Result of a benchmark run.
 *
 * @param settings options of the run
 * @param after load average of the last minute at the end
 */
public record Result(Instant at, Machine machine, double after, Map<String, Object> settings, List<Figure> figures) {
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    public boolean met() {
        return figures.stream().allMatch(Figure::met);
    }

    public String json() {
        var told = new LinkedHashMap<String, Object>();
        told.put("at", at.toString());
        told.put("processors", machine.processors());
        told.put("system", machine.system());
        told.put("java", machine.java());
        told.put("store", machine.store());
        told.put("loadBefore", machine.before());
        told.put("loadAfter", after);
        told.put("settings", settings);
        told.put("met", met());
        told.put("figures", figures.stream().map(Result::told).toList());
        return JSON.writeValueAsString(told);
    }

    private static Map<String, Object> told(Figure figure) {
        var told = new LinkedHashMap<String, Object>();
        told.put("name", figure.name());
        told.put("unit", figure.unit());
        told.put("count", figure.count());
        told.put("errors", figure.errors());
        told.put("values", figure.values());
        if (!figure.bars().isEmpty()) {
            told.put("bars", figure.bars().stream().map(Result::told).toList());
            told.put("met", figure.met());
        }
        if (!figure.floors().isEmpty()) told.put("floors", figure.floors().stream().map(Result::told).toList());
        figure.ratio().ifPresent(ratio -> told.put("timesFloor", ratio));
        return told;
    }

    private static Map<String, Object> told(Bar bar) {
        var told = new LinkedHashMap<String, Object>();
        told.put("of", bar.of());
        told.put("atMost", bar.atMost());
        bar.aim().ifPresent(aim -> told.put("aim", aim));
        return told;
    }

    public void write(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, json() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the benchmark result to " + file, e);
        }
    }
}
