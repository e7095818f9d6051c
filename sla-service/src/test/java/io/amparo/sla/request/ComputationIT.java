package io.amparo.sla.request;

import static io.amparo.testkit.ApiClients.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.sla.SlaTest;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Computations need a permit, which every path returns. */
@SlaTest
class ComputationIT {
    private static final String SIMULATIONS = "/api/v1/sla/simulations";

    @Autowired
    ApiClients api;
    @Autowired
    ComputationPermits permits;

    @Test
    void computation_without_a_permit_is_429_with_retry_after() {
        try (var _ = permits.tryAcquire("others", ComputationPermits.MEGABYTES).orElseThrow()) {
            for (var path : List.of(SIMULATIONS, SIMULATIONS + "/batch"))
                api.as(Persona.BRUNO).post().uri(path).body(body(path, "PT1H")).exchange().expectStatus().isEqualTo(429)
                        .expectHeader().valueEquals("Retry-After", "1").expectBody().jsonPath("$.code")
                        .isEqualTo("too-many-requests");
            for (var path : List.of("/api/v1/sla/reports?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z"))
                api.as(Persona.GISELE).get().uri(path).exchange().expectStatus().isEqualTo(429);
            for (var path : List.of("/replays", "/calendars", "/calendars/24x7/versions", "/calendars/24x7/imports"))
                api.as(Persona.GISELE).post().uri("/api/v1/sla" + path).body(Map.of()).exchange().expectStatus().isEqualTo(429);
        }
        api.as(Persona.BRUNO).post().uri(SIMULATIONS).body(simulation("PT1H")).exchange().expectStatus().isOk();
    }

    /** On virtual threads, computations that occupy all processors would stop the others before they reach the permits. */
    @Test
    void parallel_computations_of_one_caller_are_refused_while_they_use_every_processor() {
        var body = expensiveSimulation();
        try (var callers = Executors.newFixedThreadPool(20)) {
            var responses = IntStream.range(0, 20)
                    .mapToObj(
                            _ -> callers.submit(() -> status(api.as(Persona.DAVI).post().uri(SIMULATIONS).body(body).exchange())))
                    .toList();
            assertThat(responses.stream().map(ComputationIT::result)).containsOnly(200, 429).contains(429);
        }
        await().until(() -> permits.callers() == 0);
    }

    private static int result(Future<Integer> response) {
        try {
            return response.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, Object> expensiveSimulation() {
        var days = List.of("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY");
        var windows = IntStream.range(0, 50).mapToObj(i -> Map.of("days", days, "from",
                "%02d:%02d".formatted(i * 20 / 60, i * 20 % 60), "to", "%02d:%02d".formatted(i * 20 / 60, i * 20 % 60 + 10)))
                .toList();
        var start = Instant.parse("2026-01-05T08:00:00Z");
        var pauses = IntStream.range(0, 480).mapToObj(i -> Map.of("from", start.plusSeconds(7_200L * i).toString(), "to",
                start.plusSeconds(7_200L * i + 600).toString())).toList();
        var changes = IntStream.range(0, 480)
                .mapToObj(i -> Map.of("at", start.plusSeconds(7_200L * i + 900).toString(), "budget", "PT" + (9_000 + i) + "H"))
                .toList();
        return Map.of("calendar", Map.of("zone", "America/Sao_Paulo", "windows", windows), "budget", "PT9000H", "start",
                start.toString(), "pauses", pauses, "budgetChanges", changes, "warnings",
                IntStream.range(1, 100).boxed().toList());
    }

    @Test
    void every_response_returns_its_permit() {
        for (var budget : List.of("PT1H", "never", "P36525D", "PT0S"))
            api.as(Persona.BRUNO).post().uri(SIMULATIONS).body(simulation(budget)).exchange();
        api.as(Persona.BRUNO).post().uri(SIMULATIONS).body(List.of("not an object")).exchange().expectStatus().isBadRequest();
        api.as(Persona.BRUNO).post().uri("/api/v1/sla/replays").body(Map.of()).exchange().expectStatus().isForbidden();
        api.as(Persona.GISELE).post().uri("/api/v1/sla/replays").body(Map.of()).exchange().expectStatus().isBadRequest();

        await().until(() -> permits.available() == ComputationPermits.MEGABYTES && permits.callers() == 0);
    }

    @Test
    void body_over_a_megabyte_is_refused_unread() {
        var body = simulation("PT1H" + " ".repeat(1_000_000));

        api.as(Persona.BRUNO).post().uri(SIMULATIONS).body(body).exchange().expectStatus()
                .value(status -> assertThat(status).isIn(400, 413));
    }

    @Test
    void attack_with_2_000_windows_for_a_century_is_422() {
        var windows = new ArrayList<Map<String, ?>>();
        for (int i = 0; i < 2_000; i++)
            windows.add(Map.of("days", List.of("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"),
                    "from", "%02d:%02d:%02d".formatted(i * 40 / 3600, i * 40 / 60 % 60, i * 40 % 60), "to",
                    "%02d:%02d:%02d".formatted((i * 40 + 20) / 3600, (i * 40 + 20) / 60 % 60, (i * 40 + 20) % 60)));
        var calendar = Map.of("zone", "America/Sao_Paulo", "windows", windows);

        api.as(Persona.BRUNO).post().uri(SIMULATIONS)
                .body(Map.of("calendar", calendar, "budget", "P36525D", "start", "2026-07-20T09:00:00Z")).exchange()
                .expectStatus().isEqualTo(422).expectBody().jsonPath("$.errors[0].field").isEqualTo("calendar.windows");
        for (var path : List.of("/calendars", "/calendars/24x7/versions"))
            api.as(Persona.GISELE).post().uri("/api/v1/sla" + path)
                    .body(Map.of("id", "24x7", "name", "Attack", "zone", "UTC", "windows", windows)).exchange().expectStatus()
                    .isEqualTo(422).expectBody().jsonPath("$.errors[0].field").isEqualTo("windows");
    }

    private static Object body(String path, String budget) {
        return path.endsWith("batch") ? List.of(simulation(budget)) : simulation(budget);
    }

    private static Map<String, ?> simulation(String budget) {
        var week = List.of(Map.of("days", List.of("MONDAY"), "from", "08:00", "to", "18:00"));
        return Map.of("calendar", Map.of("zone", "UTC", "windows", week), "budget", budget, "start", "2026-07-20T09:00:00Z");
    }
}
