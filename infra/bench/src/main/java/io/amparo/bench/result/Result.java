package io.amparo.bench.result;

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
 * @param loadAfter load average of the last minute at the end
 */
public record Result(Instant at, Machine machine, double loadAfter, Map<String, Object> settings,
        List<MeasuredValue> measuredValues) {
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    public boolean met() {
        return measuredValues.stream().allMatch(MeasuredValue::met);
    }

    public String toJson() {
        var map = new LinkedHashMap<String, Object>();
        map.put("at", at.toString());
        map.put("processors", machine.processors());
        map.put("system", machine.system());
        map.put("java", machine.java());
        map.put("store", machine.store());
        map.put("loadBefore", machine.loadBefore());
        map.put("loadAfter", loadAfter);
        map.put("settings", settings);
        map.put("met", met());
        map.put("figures", measuredValues.stream().map(Result::toMap).toList());
        return JSON.writeValueAsString(map);
    }

    private static Map<String, Object> toMap(MeasuredValue value) {
        var map = new LinkedHashMap<String, Object>();
        map.put("name", value.name());
        map.put("unit", value.unit());
        map.put("count", value.count());
        map.put("errors", value.errors());
        map.put("values", value.values());
        if (!value.limits().isEmpty()) {
            map.put("limits", value.limits().stream().map(Result::toMap).toList());
            map.put("met", value.met());
        }
        if (!value.floors().isEmpty()) map.put("floors", value.floors().stream().map(Result::toMap).toList());
        value.ratio().ifPresent(ratio -> map.put("timesFloor", ratio));
        return map;
    }

    private static Map<String, Object> toMap(AcceptanceLimit limit) {
        var map = new LinkedHashMap<String, Object>();
        map.put("statistic", limit.statistic());
        map.put("atMost", limit.atMost());
        limit.target().ifPresent(aim -> map.put("target", aim));
        return map;
    }

    public void write(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, toJson() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the benchmark result to " + file, e);
        }
    }
}
