package io.amparo.testkit.consume;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Change;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Projection;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import io.amparo.testkit.TestIdentity;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.client.RestTestClient;

/** The meters of a service with consumers and a store. */
@ServiceTest(name = "consuming")
class MetersIT {
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    @Autowired
    ApiClients api;
    @Autowired
    MeterRegistry registry;
    @Autowired
    Outbox outbox;

    @Test
    void binder_registers_no_lag_meter_and_so_polls_no_lag() {
        assertThat(registry.find("spring.cloud.stream.binder.kafka.offset").meters()).isEmpty();
    }

    @Test
    void version_and_commit_of_the_process_are_a_meter() {
        assertThat(scrape()).anyMatch(line -> line.startsWith("build_info{")
                && line.matches(".*commit=\"[0-9a-f]{7,}\".*service=\"consuming-service\".*version=\"[0-9].*"));
    }

    @Test
    void each_command_of_a_known_sequence_is_counted_once() {
        var aggregates = new Numbers(outbox);
        var projection = new NumberProjection(outbox);

        aggregates.insert("a", "opened", Change.of(1, List.of()));
        aggregates.update("a", "changed", number -> Change.of(number + 1, List.of()));
        aggregates.update("a", "changed", number -> Change.of(number + 1, List.of()));
        aggregates.find("a");
        aggregates.find("missing");
        projection.put("a", 1, 1);
        projection.put("a", 2, 2);
        projection.find("a");

        assertThat(commands("counted")).isEqualTo(Map.of("find", 3.0, "insert", 1.0, "update", 1.0));
        assertThat(commands("counted_projection")).isEqualTo(Map.of("find", 3.0, "insert", 1.0, "update", 1.0));
    }

    private Map<String, Double> commands(String collection) {
        return registry.find("amparo.store.commands").tag("collection", collection).counters().stream()
                .collect(toMap(counter -> counter.getId().getTag("command"), Counter::count));
    }

    @Test
    void requests_of_each_kind_of_kafka_client_are_counted() {
        // The consumers of the service, the producer of its outbox relay, and the admin client that checks the broker each 10 s.
        assertThat(List.of("consumer", "producer", "admin")).allSatisfy(client -> await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(requests(client)).as(client).isPositive()));
        var before = requests("consumer");
        await().untilAsserted(() -> assertThat(requests("consumer")).isGreaterThan(before));
    }

    private double requests(String client) {
        return registry.get("amparo.kafka.requests").tag("client", client).functionCounter().count();
    }

    @Test
    void random_paths_and_methods_add_no_series() {
        call("GET", "/first/path");
        call("PURGE", "/first/path");
        int before = scrape().size();

        for (int n = 0; n < 50; n++) {
            call("GET", "/path/" + n);
            call("METHOD" + n, "/actuator/health/" + n);
        }

        // At most one more combination of method, status and template for each of the two kinds of request.
        assertThat(scrape().size() - before).isLessThan(20);
    }

    @Test
    void scrape_has_no_exemplar_which_an_older_prometheus_refuses() {
        call("GET", "/first/path");

        assertThat(lines(OPEN_METRICS)).anyMatch(line -> line.startsWith("http_server_requests_seconds_count"))
                .noneMatch(line -> line.contains("# {"));
    }

    @Test
    void machine_with_the_role_metrics_may_read_the_meters_and_nothing_else() {
        var machine = api.withToken(TestIdentity.get().metricsToken());

        machine.get().uri("/actuator/prometheus").exchange().expectStatus().isOk();
        machine.get().uri("/actuator/deadletters").exchange().expectStatus().isForbidden();
        machine.get().uri("/any/path").exchange().expectStatus().isForbidden();
    }

    private static final class Numbers extends AggregateStore<Integer, Void> {
        Numbers(Outbox outbox) {
            super(outbox.withoutEvents(), "counted");
        }

        @Override
        protected Document write(Integer number) {
            return new Document("number", number);
        }

        @Override
        protected Integer read(Document state) {
            return state.getInteger("number");
        }
    }

    private static final class NumberProjection extends Projection<Integer> {
        NumberProjection(Outbox outbox) {
            super(outbox, "counted_projection");
        }

        @Override
        protected Document write(Integer number) {
            return new Document("number", number);
        }

        @Override
        protected Integer read(Document state) {
            return state.getInteger("number");
        }
    }

    private void call(String method, String path) {
        api.as(Persona.FABIO).method(HttpMethod.valueOf(method)).uri(path)
                .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01").exchange();
    }

    private List<String> scrape() {
        return lines("text/plain");
    }

    private List<String> lines(String format) {
        RestTestClient.ResponseSpec response = api.as(Persona.FABIO).get().uri("/actuator/prometheus").header("Accept", format)
                .exchange();
        return new String(response.expectStatus().isOk().expectBody().returnResult().getResponseBodyContent()).lines().toList();
    }
}
