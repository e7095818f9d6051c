package io.amparo.e2e.attack;

import static io.amparo.clients.People.ANA;
import static io.amparo.clients.People.BRUNO;
import static io.amparo.clients.People.FABIO;
import static io.amparo.clients.People.IARA;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.clients.EventClient;
import io.amparo.clients.GatewayClient;
import io.amparo.clients.JsonResponse;
import io.amparo.clients.Polling;
import io.amparo.clients.TokenClient;
import io.amparo.e2e.RunningSuite;
import io.amparo.events.Topic;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaMet;
import io.amparo.local.suite.Suite;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * One caller with a valid token sends what once killed a service. Each attack is refused or served, no process dies, and the
 * suite serves others afterwards. The services run with the heap of the launcher.
 */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
class AttackJourney {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Map<String, Object> INCIDENT = Map.of("kind", "INCIDENT", "subject", "Parada", "description",
            "Nada chega", "product", "opmon-9", "version", "9.2", "effect", "UNAVAILABILITY", "impact", "HIGH", "urgency",
            "HIGH");
    private static final List<String> ALL_DAYS = List.of("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY",
            "SUNDAY");
    private static final String LARGE_BODY = "漢".repeat(49_000);
    private static final int FLOOD_SECONDS = 20;

    private final Suite suite = RunningSuite.get();
    private final ProcessWatch processes = new ProcessWatch(suite.home());
    private final GatewayClient gateway = new GatewayClient(suite.addresses().gateway(),
            new TokenClient(suite.addresses().issuer()));
    private final EventClient events = new EventClient(suite.addresses().brokers(), "");

    @AfterEach
    void check_that_no_process_died() throws Exception {
        gateway.close();
        events.close();
        processes.assertUnharmed();
    }

    @Test
    void expensive_computations_are_refused_and_the_engine_still_emits() throws Exception {
        var expensive = simulation(2_000, 20);

        assertThat(gateway.post(BRUNO, "/sla/simulations", expensive).status()).isIn(422, 429);
        assertThat(gateway.post(BRUNO, "/sla/simulations/batch", List.of(expensive, expensive)).status()).isIn(422, 429);
        assertThat(statusesOf(12, number -> gateway.post(number % 2 == 0 ? ANA : BRUNO, "/sla/simulations", simulation(50, 60))))
                .isSubsetOf(200, 422, 429);
        assertThat(statusesOf(6, _ -> gateway.post(IARA, "/sla/calendars/24x7/imports", Map.of("text", iCalendar()))))
                .isSubsetOf(422, 429);
        assertThat(statusesOf(6,
                _ -> gateway.post(IARA, "/sla/replays",
                        Map.of("plan", "premium-24x7", "from", "2026-01-01T00:00:00Z", "to", "2126-01-01T00:00:00Z"))))
                .isSubsetOf(422, 429);

        var number = open(BRUNO);
        assertThat(events.await(deadline(), SlaAssigned.class, event -> event.number().equals(number)).data().clocks())
                .isNotEmpty();
    }

    @Test
    void many_large_messages_leave_the_ticket_and_its_lists_usable() throws Exception {
        var large = open(BRUNO);
        var others = List.of(open(ANA), open(ANA), open(BRUNO));

        Parallel.run(130, 4, i -> write(i % 2 == 0 ? ANA : BRUNO, large, LARGE_BODY));
        Parallel.run(90, 4, i -> write(i % 2 == 0 ? ANA : BRUNO, others.get(i % 3), LARGE_BODY));

        var list = gateway.get(FABIO, "/tickets?customer=acme&limit=100").expectStatus(200);
        assertThat(list.content()).hasSizeLessThan(1_000_000);
        assertThat(list.body().path("items").valueStream().map(each -> each.path("number").asString())).contains(large);
        assertThat(statusesOf(8, _ -> gateway.get(FABIO, "/tickets/" + large))).containsOnly(200);
        assertThat(gateway.post(FABIO, "/tickets/" + large + "/messages", message("Estamos verificando.")).status())
                .isEqualTo(201);
    }

    @Test
    void a_flood_of_short_messages_neither_hides_the_reply_nor_breaches() throws Exception {
        int deadLetters = events.deadLetters(Topic.TICKETS, "sla-engine").size();
        var number = open(BRUNO);
        var assigned = events.await(deadline(), SlaAssigned.class, event -> event.number().equals(number)).data();
        var end = Instant.now().plusSeconds(FLOOD_SECONDS);

        var written = Parallel.run(8, 8, i -> {
            int count = 0;
            while (Instant.now().isBefore(end))
                if (gateway.post(i % 2 == 0 ? ANA : BRUNO, "/tickets/" + number + "/messages", message("a")).status() == 201)
                    count++;
            return count;
        }).stream().mapToInt(Integer::intValue).sum();
        System.out.printf("%d messages of one letter in %d s%n", written, FLOOD_SECONDS);
        gateway.post(FABIO, "/tickets/" + number + "/messages", message("Estamos verificando.")).expectStatus(201);

        assertThat(written).isGreaterThan(200);
        var met = events.await(Instant.now().plus(TIMEOUT), SlaMet.class,
                event -> event.number().equals(number) && event.metric().equals("FIRST_RESPONSE")).data();
        assertThat(met.late()).isFalse();
        assertThat(events.received(SlaBreached.class)).noneMatch(event -> event.ticketId().equals(assigned.ticketId()));
        assertThat(events.deadLetters(Topic.TICKETS, "sla-engine")).hasSize(deadLetters);
    }

    @Test
    void a_limit_out_of_range_is_refused_by_every_list() {
        var lists = listsWithLimit();

        assertThat(lists).hasSizeGreaterThan(10).contains("/api/v1/tickets", "/api/v1/customers");
        assertThat(lists).allSatisfy(path -> {
            for (var limit : List.of("-1", "0", "1000000000", "99999999999999999999", "x")) {
                var response = gateway.get(IARA,
                        path.substring("/api/v1".length()).replaceAll("\\{[^}]+}", "x") + "?limit=" + limit);
                assertThat(response.status()).as("%s?limit=%s: %s", path, limit, response).isBetween(400, 499);
            }
        });
    }

    private List<String> listsWithLimit() {
        var paths = gateway.document("/openapi").body().path("paths");
        var lists = new ArrayList<String>();
        for (var path : paths.properties())
            for (var parameter : path.getValue().path("get").path("parameters"))
                if (parameter.path("name").asString("").equals("limit")) lists.add(path.getKey());
        return lists;
    }

    private static Map<String, Object> simulation(int windows, int seconds) {
        var all = IntStream.range(0, windows)
                .mapToObj(
                        i -> Map.of("days", ALL_DAYS, "from", timeOfDay(2 * i * seconds), "to", timeOfDay((2 * i + 1) * seconds)))
                .toList();
        return Map.of("calendar", Map.of("zone", "America/Sao_Paulo", "windows", all), "budget", "P36525D", "start",
                "2026-01-05T08:00:00-03:00");
    }

    private static String timeOfDay(int seconds) {
        return "%02d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    private static String iCalendar() {
        var text = new StringBuilder("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//attack//EN\r\n");
        for (int i = 0; i < 3_000; i++)
            text.append(
                    "BEGIN:VEVENT\r\nUID:%d\r\nDTSTART;VALUE=DATE:20260101\r\nRRULE:FREQ=DAILY\r\nSUMMARY:%d\r\nEND:VEVENT\r\n"
                            .formatted(i, i));
        return text.append("END:VCALENDAR\r\n").toString();
    }

    private String open(String person) {
        return gateway.post(person, "/tickets", INCIDENT).expectStatus(201).text("/number");
    }

    /** Repeats a message with its key while the service asks for it, as every client must. */
    private String write(String person, String ticket, String body) {
        var key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
        return Polling.until(deadline(), "a message of 147 kB", () -> {
            var response = gateway.post(person, "/tickets/" + ticket + "/messages", message(body), key);
            if (response.status() == 429 || response.status() == 503) return Optional.empty();
            return Optional.of(response.expectStatus(201).text("/id"));
        });
    }

    private static Map<String, String> message(String body) {
        return Map.of("body", body, "visibility", "PUBLIC");
    }

    private static List<Integer> statusesOf(int calls, Parallel.Call<JsonResponse> call) throws Exception {
        return Parallel.run(calls, calls, call).stream().map(JsonResponse::status).toList();
    }

    private static Instant deadline() {
        return Instant.now().plus(TIMEOUT);
    }
}
