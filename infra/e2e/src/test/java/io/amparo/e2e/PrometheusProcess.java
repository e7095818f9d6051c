package io.amparo.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.local.backend.FreePort;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Prometheus that runs in a folder, and its HTTP API. */
final class PrometheusProcess implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Process process;
    private final String api;
    private final HttpClient http = HttpClient.newHttpClient();

    private PrometheusProcess(Process process, int port) {
        this.process = process;
        this.api = "http://localhost:" + port + "/api/v1/";
    }

    static boolean isInstalled() {
        var folders = System.getenv().getOrDefault("PATH", "").split(File.pathSeparator);
        return Stream.of("prometheus", "promtool")
                .allMatch(program -> Stream.of(folders).anyMatch(folder -> Files.isExecutable(Path.of(folder, program))));
    }

    /** @param folder has prometheus.yml; data and log are written to it */
    static PrometheusProcess start(Path folder) throws IOException {
        int port = FreePort.next();
        var process = new ProcessBuilder("prometheus", "--config.file=prometheus.yml", "--storage.tsdb.path=data-" + port,
                "--web.listen-address=localhost:" + port).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile()).start();
        return new PrometheusProcess(process, port);
    }

    static void promtool(Path folder, String... arguments) throws IOException, InterruptedException {
        var command = Stream.concat(Stream.of("promtool"), Stream.of(arguments)).toList();
        var process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(command + "\n" + output).isZero();
    }

    /** Waits until each target was scraped and each rule was evaluated after that. */
    void awaitTargets(int number) {
        await().atMost(TIMEOUT).ignoreExceptions().untilAsserted(() -> {
            var targets = get("targets?state=active").at("/data/activeTargets");
            assertThat(targets).extracting(target -> target.path("lastError").asString("")).containsOnly("").hasSize(number);
            assertThat(query("sum(up == 1)")).extracting(sum -> sum.at("/value/1").asString())
                    .containsExactly(Integer.toString(number));
        });
        var lastScrape = query("max(timestamp(up))").getFirst().at("/value/1").asDouble();
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(rules()).isNotEmpty().allSatisfy(rule -> {
            assertThat(rule.path("health").asString()).isEqualTo("ok");
            assertThat(Instant.parse(rule.path("lastEvaluation").asString()).getEpochSecond()).isGreaterThan((long) lastScrape);
        }));
    }

    /** Returns the series of an instant query. */
    List<JsonNode> query(String promql) {
        return list(get("query?query=" + URLEncoder.encode(promql, StandardCharsets.UTF_8)).at("/data/result"));
    }

    List<JsonNode> rules() {
        return get("rules").at("/data/groups").valueStream().flatMap(group -> list(group.path("rules")).stream()).toList();
    }

    /** Returns name, type and help text of each meter of each target. */
    List<JsonNode> metadata() {
        return list(get("targets/metadata").path("data"));
    }

    private static List<JsonNode> list(JsonNode array) {
        return array.valueStream().toList();
    }

    private JsonNode get(String path) {
        try {
            var response = http.send(HttpRequest.newBuilder(URI.create(api + path)).timeout(TIMEOUT).build(),
                    BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return JsonMapper.shared().readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
        http.shutdownNow();
    }
}
