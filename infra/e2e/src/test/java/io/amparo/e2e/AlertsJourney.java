package io.amparo.e2e;

import static io.amparo.clients.People.BRUNO;
import static io.amparo.clients.People.CARLA;
import static io.amparo.clients.People.FABIO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.amparo.clients.GatewayClient;
import io.amparo.clients.TokenClient;
import io.amparo.local.suite.ProcessState;
import io.amparo.local.suite.Service;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The scrape configuration and the alert rules of {@code infra/deploy/prometheus}, used by a real Prometheus against the suite.
 * Runs where Prometheus and promtool are on the path (Debian package prometheus).
 */
class AlertsJourney {
    private static final Path FILES = Path.of(System.getProperty("amparo.repository"), "infra", "deploy", "prometheus");
    private static final Path WORK = Path.of("target", "prometheus").toAbsolutePath();
    private static final Pattern SELECTOR = Pattern.compile("(amparo_\\w+|\\bup)(\\{[^}]*})?");
    private static final Pattern GROUPING = Pattern.compile("by \\(([^)]*)\\) \\((\\w+)");
    private static final Pattern UNIT = Pattern
            .compile(".*_(seconds|events?|documents|letters|attempts|decisions|breaches|tickets|clocks"
                    + "|tasks|commits|failures|lookups|streams|connections|commands|requests)(_.*)?");

    private static final List<String> IMPACTS = List.of("HIGH", "MEDIUM", "LOW");
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static PrometheusProcess prometheus;

    @BeforeAll
    static void startPrometheus() throws IOException {
        assumeTrue(PrometheusProcess.isInstalled(), "prometheus and promtool are not on the path: alert rules are not tested");
        var addresses = RunningSuite.get().addresses();
        var config = Files.readString(FILES.resolve("prometheus.yml")).replaceAll("(15|3)s", "1s")
                .replace("http://localhost:9000", addresses.issuer());
        for (var service : Service.values())
            config = config.replace("\"localhost:" + service.port().defaultNumber() + "\"",
                    "\"localhost:" + addresses.port(service.port()) + "\"");
        Files.createDirectories(WORK);
        Files.writeString(WORK.resolve("prometheus.yml"), config);
        Files.writeString(WORK.resolve("alerts.yml"), Files.readString(FILES.resolve("alerts.yml")));
        prometheus = PrometheusProcess.start(WORK);
        prometheus.awaitTargets(Service.values().length + 1);
    }

    @AfterAll
    static void stopPrometheus() {
        if (prometheus != null) prometheus.close();
    }

    @Test
    void configuration_and_rules_are_valid_and_rules_follow_their_tests() throws Exception {
        PrometheusProcess.promtool(FILES, "check", "config", "prometheus.yml");
        PrometheusProcess.promtool(FILES, "check", "rules", "alerts.yml");
        PrometheusProcess.promtool(FILES, "test", "rules", "alerts_test.yml");
    }

    @Test
    void each_service_is_scraped_with_the_machine_role_metrics() {
        assertThat(prometheus.query("up{job=\"amparo\"} == 1")).extracting(series -> series.at("/metric/service").asString())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Service.values()).map(Service::folder).toList());
        assertThat(prometheus.query("count by (service, version, commit) (build_info)")).hasSize(Service.values().length)
                .allSatisfy(series -> assertThat(series.at("/metric/commit").asString()).matches("[0-9a-f]{7,}"));
    }

    @Test
    void suite_at_rest_has_fewer_than_3000_series() {
        var samples = prometheus.query("sum(scrape_samples_scraped{job=\"amparo\"})").getFirst().at("/value/1").asString();
        System.out.println("Series of the suite: " + samples);

        assertThat(Double.parseDouble(samples)).isBetween(100.0, 3_000.0);
    }

    /** Dozens of tickets of all priorities, with replies, searches and refused requests, add no series without limit. */
    @Test
    void suite_after_load_has_fewer_than_3000_series() {
        var addresses = RunningSuite.get().addresses();
        try (var gateway = new GatewayClient(addresses.gateway(), new TokenClient(addresses.issuer()))) {
            for (int n = 0; n < 48; n++) {
                var request = new TreeMap<>(TicketLoadGenerator.INCIDENT);
                request.putAll(Map.of("subject", "Load " + n, "impact", IMPACTS.get(n % 3), "urgency", IMPACTS.get(n / 3 % 3)));
                var number = gateway.post(BRUNO, "/tickets", request).expectStatus(201).text("/number");
                gateway.post(FABIO, "/tickets/" + number + "/messages", Map.of("body", "We look.", "visibility", "PUBLIC"))
                        .expectStatus(201);
                gateway.get(BRUNO, "/tickets?q=" + number).expectStatus(200);
                gateway.get(BRUNO, "/sla/clocks/" + number);
                gateway.get(CARLA, "/tickets/" + number).expectStatus(404);
                gateway.post(BRUNO, "/tickets", Map.of("kind", "load " + n));
                var path = "/tickets/" + number;
                gateway.put(FABIO, path + "/status", gateway.get(FABIO, path).etag(), Map.of("status", "RESOLVED"))
                        .expectStatus(200);
            }
        }
        var end = Instant.now().getEpochSecond();
        await().atMost(TIMEOUT).until(() -> Double.parseDouble(
                prometheus.query("min(timestamp(scrape_samples_scraped))").getFirst().at("/value/1").asString()) > end);
        var samples = prometheus.query("sum(scrape_samples_scraped{job=\"amparo\"})").getFirst().at("/value/1").asString();
        System.out.println("Series of the suite after load: " + samples);

        assertThat(Double.parseDouble(samples)).isBetween(100.0, 3_000.0);
    }

    @Test
    void each_meter_and_label_of_the_rules_is_reported_by_the_suite() {
        var queries = rules().stream().map(rule -> rule.path("query").asString()).toList();
        assertThat(queries).hasSize(7);

        for (var query : queries) {
            for (var selector : matches(SELECTOR, query))
                assertThat(prometheus.query(selector.group())).as(selector.group() + " of " + query).isNotEmpty();
            for (var grouping : matches(GROUPING, query))
                for (var label : grouping.group(1).split(", "))
                    assertThat(prometheus.query(grouping.group(2))).as(label + " of " + query)
                            .allMatch(series -> !series.path("metric").path(label).asString("").isEmpty());
        }
    }

    @Test
    void each_rule_names_effect_and_next_step_and_a_section_of_the_operations_page() throws IOException {
        var sections = Files.readString(Path.of(System.getProperty("amparo.repository"), "infra/docs/operations.md")).lines()
                .filter(line -> line.startsWith("#")).map(line -> line.replaceFirst("^#+ ", "").toLowerCase()).toList();

        assertThat(rules()).allSatisfy(rule -> {
            assertThat(rule.at("/annotations/summary").asString()).isNotBlank();
            assertThat(rule.at("/annotations/description").asString()).hasSizeGreaterThan(100);
            assertThat(rule.at("/labels/severity").asString()).isIn("critical", "warning");
            assertThat(rule.at("/annotations/runbook").asString()).startsWith("infra/docs/operations.md#");
            assertThat(sections).contains(rule.at("/annotations/runbook").asString().replaceFirst(".*#", ""));
        });
    }

    @Test
    void each_meter_of_the_suite_has_a_help_text_and_a_unit() {
        var own = prometheus.metadata().stream().filter(meter -> meter.path("metric").asString().startsWith("amparo_")).toList();
        assertThat(own).hasSizeGreaterThan(20);

        assertThat(own).allSatisfy(meter -> {
            assertThat(meter.path("help").asString()).as(meter.toString()).isNotBlank();
            assertThat(meter.path("metric").asString()).matches(UNIT);
        });
    }

    @Test
    void suite_at_rest_raises_no_alert() {
        assertThat(prometheus.query("ALERTS{alertstate=\"firing\"}")).isEmpty();
    }

    /** A suspended process answers nothing and fails nowhere: only its silence shows it. */
    @Test
    void suspended_engine_raises_an_alarm_within_20_s() throws Exception {
        var silent = "ALERTS{alertname=\"SlaEngineSilent\", alertstate=\"firing\"}";
        signalEngine("STOP");
        try {
            await().atMost(Duration.ofSeconds(20)).until(() -> !prometheus.query(silent).isEmpty());
        } finally {
            signalEngine("CONT");
        }
        await().atMost(TIMEOUT).until(() -> prometheus.query("ALERTS{alertstate=\"firing\"}").isEmpty());
    }

    private static void signalEngine(String name) throws IOException, InterruptedException {
        var engine = ProcessState.all(RunningSuite.get().home()).stream().filter(state -> state.name().equals("sla-service"))
                .findFirst().orElseThrow();
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(engine.pid())).inheritIO().start().waitFor()).isZero();
    }

    @Test
    void each_probe_of_a_healthy_service_answers_200() throws IOException {
        var addresses = RunningSuite.get().addresses();
        var failing = new ArrayList<String>();
        for (var base : Stream.concat(Arrays.stream(Service.values()).map(addresses::service), Stream.of(addresses.issuer()))
                .toList())
            for (var probe : List.of("", "/liveness", "/readiness")) {
                var connection = (HttpURLConnection) URI.create(base + "/actuator/health" + probe).toURL().openConnection();
                if (connection.getResponseCode() != 200) failing.add(base + probe + " " + connection.getResponseCode());
            }
        assertThat(failing).isEmpty();
    }

    private static List<JsonNode> rules() {
        return prometheus.rules();
    }

    private static List<MatchResult> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }
}
