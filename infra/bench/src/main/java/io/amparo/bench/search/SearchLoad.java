package io.amparo.bench.search;

import io.amparo.bench.result.MeasuredValue;
import io.amparo.local.suite.SuiteException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Runs {@link SearchProcess} with a heap of 512 MB and the C1 compiler only, as {@code ./amparo up} runs services. */
public final class SearchLoad {
    static final int HEAP_MEGABYTES = 512;
    private static final String LAUNCHER = "org.springframework.boot.loader.launch.PropertiesLauncher";

    private SearchLoad() {}

    public static List<MeasuredValue> measure() throws IOException, InterruptedException {
        var result = Files.createTempFile("amparo-search", ".json");
        try {
            var process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx" + HEAP_MEGABYTES + "m", "-cp",
                    System.getProperty("java.class.path"), "-Dloader.main=" + SearchProcess.class.getName(), LAUNCHER,
                    result.toString()).redirectErrorStream(true).inheritIO().start();
            int status = process.waitFor();
            if (status != 0) throw new SuiteException("The measurement of the search has failed with status " + status);
            return List.of(JsonMapper.shared().readValue(Files.readString(result), MeasuredValue[].class));
        } finally {
            Files.deleteIfExists(result);
        }
    }
}
