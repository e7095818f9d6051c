package io.amparo.e2e;

import static io.amparo.clients.People.BRUNO;
import static io.amparo.clients.People.FABIO;
import static io.amparo.clients.People.IARA;
import static io.amparo.clients.People.READER;
import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.clients.GatewayClient;
import io.amparo.clients.TokenClient;
import io.amparo.events.Topic;
import io.amparo.events.sla.SlaEvent.SlaRescheduled;
import io.amparo.events.ticket.TicketEvent.PriorityChanged;
import io.amparo.local.actuator.ActuatorClient;
import io.amparo.local.deadletter.DeadLetterClient;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Another system, written with kafkajs and the CloudEvents SDK against the published contract alone, has the same table of open
 * tickets as the API: from the facts alone, and from amparo.ticket-states with the facts that follow.
 */
class SubscriberJourney {
    private static final Duration TIMEOUT = Duration.ofSeconds(120);
    private static final String CONTRACT = "/customers/acme/contract";
    private static final String OPEN = "?status=RECEIVED&status=OPEN&status=IN_PROGRESS&status=WAITING_CUSTOMER&status=WAITING_VENDOR"
            + "&status=RESOLVED&limit=100";

    private final GatewayClient gateway = new GatewayClient(RunningSuite.get().addresses().gateway(),
            new TokenClient(RunningSuite.get().addresses().issuer()));

    /** A running subscriber; the last line of its output is its table. */
    private static final class Subscriber implements AutoCloseable {
        private final Process process;
        private final File errors;
        private volatile String lastLine = "{}";

        Subscriber(String mode) throws Exception {
            var addresses = RunningSuite.get().addresses();
            errors = NodeTools.WORK.resolve("subscriber-" + mode + "-" + UUID.randomUUID() + ".err").toFile();
            process = NodeTools.start(errors, "node", "subscriber.mjs", addresses.gateway(), addresses.brokers(),
                    "subscriber-" + UUID.randomUUID(), mode);
            Thread.ofVirtual().start(() -> process.inputReader().lines().forEach(line -> lastLine = line));
        }

        JsonNode table() {
            assertThat(process.isAlive()).as("the subscriber runs; see %s", errors).isTrue();
            return JsonMapper.shared().readTree(lastLine);
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    @BeforeAll
    static void install() {
        NodeTools.require();
    }

    @Test
    @Tag("R1.3")
    void subscribers_have_the_table_of_the_api_after_a_story_and_a_republication() throws Exception {
        try (gateway; var facts = new Subscriber("facts"); var states = new Subscriber("states")) {
            var numbers = story();
            assertEqual(numbers, facts, states);

            var addresses = RunningSuite.get().addresses();
            new ActuatorClient(addresses).call(ActuatorClient.service("ticket-service"), "republish", Map.of());
            var last = open("after the republication");
            assertEqual(List.of(last), facts, states);

            replayDeadLetters(last);
            assertEqual(List.of(last), facts, states);

            try (var secondFacts = new Subscriber("facts"); var secondStates = new Subscriber("states")) {
                assertEqual(numbers, secondFacts, secondStates);
            }
            end(last);
            numbers.forEach(this::end);
        }
    }

    /** Pause, answer, change of priority, move of the contract and back, breach, resolution and reopening. */
    private List<String> story() {
        var paused = open("pause and priority");
        var moved = open("resolved and reopened");
        setStatus(FABIO, paused, "WAITING_CUSTOMER");
        gateway.post(BRUNO, "/tickets/" + paused + "/messages", Map.of("body", "Done.", "visibility", "PUBLIC"))
                .expectStatus(201);
        changePriority(paused);
        gateway.post(FABIO, "/tickets/" + moved + "/messages", Map.of("body", "We look.", "visibility", "PUBLIC"))
                .expectStatus(201);

        movePlan("demo-seconds");
        var breached = open("breached");
        awaitState(breached, "BREACHED");
        movePlan("premium-24x7");
        awaitState(breached, "RUNNING");

        setStatus(FABIO, moved, "RESOLVED");
        setStatus(BRUNO, moved, "OPEN");
        setStatus(FABIO, breached, "WAITING_CUSTOMER");
        var closed = open("closed");
        end(closed);
        setStatus(BRUNO, closed, "CLOSED");
        return List.of(paused, moved, breached);
    }

    private String open(String subject) {
        var incident = new TreeMap<>(TicketLoadGenerator.INCIDENT);
        incident.put("subject", subject);
        return gateway.post(BRUNO, "/tickets", incident).expectStatus(201).text("/number");
    }

    private void setStatus(String person, String number, String status) {
        var path = "/tickets/" + number;
        gateway.put(person, path + "/status", gateway.get(person, path).etag(), Map.of("status", status)).expectStatus(200);
    }

    private void end(String number) {
        setStatus(FABIO, number, "RESOLVED");
    }

    /** The API has no call for it yet; another system may publish it. */
    private void changePriority(String number) {
        var clocks = awaitState(number, "RUNNING");
        var ticketId = clocks.path("ticket").asString();
        try (var events = new EventClient(RunningSuite.get().addresses().brokers(), "")) {
            events.publish(ticketId, 1, new PriorityChanged(ticketId, number, clocks.path("customer").asString(), "P1", "P2",
                    "fabio", "less urgent", Instant.now()));
        }
        await().atMost(TIMEOUT).until(() -> gateway.get(READER, "/sla/clocks/" + number).body().path("ledger").valueStream()
                .anyMatch(fact -> fact.path("term").asString().equals("PRIORITY") && fact.path("value").asString().equals("P2")));
    }

    /** A change that sla-service could not read, and reads after a replay: it then publishes events with later facts. */
    private void replayDeadLetters(String number) {
        var addresses = RunningSuite.get().addresses();
        var clocks = awaitState(number, "RUNNING");
        var ticketId = clocks.path("ticket").asString();
        var before = dueInstants(number);
        var operator = new DeadLetterClient(addresses);
        try (var events = new EventClient(addresses.brokers(), "")) {
            var changed = new PriorityChanged(ticketId, number, clocks.path("customer").asString(), "P1", "P3", "fabio", "parked",
                    Instant.now());
            // The board and the engine read the topic each on its own.
            for (var group : List.of("sla-service", "sla-engine")) {
                events.publishDeadLetter(Topic.TICKETS, group, ticketId, changed);
                var replayed = await().atMost(TIMEOUT).until(() -> operator.replay("amparo.tickets", group, ticketId),
                        result -> result.path("attempts").size() == 1);
                assertThat(replayed.at("/attempts/0/outcome").asString()).as("%s", replayed).isEqualTo("PROCESSED");
            }
            events.receive(SlaRescheduled.class, event -> event.ticketId().equals(ticketId));
        }
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(dueInstants(number)).isNotEqualTo(before));
    }

    private List<String> dueInstants(String number) {
        return gateway.get(READER, "/sla/clocks/" + number).body().path("objectives").valueStream()
                .map(clock -> clock.path("dueAt").asString("")).toList();
    }

    private void movePlan(String plan) {
        var current = gateway.get(IARA, CONTRACT);
        gateway.put(IARA, CONTRACT, current.etag(), Map.of("edition", current.text("/edition"), "validFrom",
                current.text("/validFrom"), "validTo", current.text("/validTo"), "slaPlan", plan)).expectStatus(200);
    }

    private JsonNode awaitState(String number, String state) {
        return await().atMost(TIMEOUT).until(() -> gateway.get(READER, "/sla/clocks/" + number).body(),
                clocks -> clocks.path("objectives").valueStream().anyMatch(each -> each.path("state").asString().equals(state)));
    }

    private void assertEqual(List<String> numbers, Subscriber... subscribers) {
        for (var subscriber : subscribers) {
            await().atMost(TIMEOUT).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
                var table = subscriber.table();
                var rows = rowsOfTheApi();
                assertThat(rows(table)).isEqualTo(rows).containsKeys(numbers.toArray(String[]::new));
                // Also the tickets of other journeys: all their facts are on the topics, because this suite began with none.
                for (var number : rows.keySet())
                    assertThat(clocks(table.path(number))).as(number).isEqualTo(clocksOfTheApi(number));
            });
        }
    }

    /** Returns status and next due clock of each open ticket, by its number. */
    private static Map<String, String> rows(JsonNode table) {
        return table.propertyStream().collect(toMap(Map.Entry::getKey, row -> row(row.getValue())));
    }

    private Map<String, String> rowsOfTheApi() {
        var rows = new HashMap<String, String>();
        for (String cursor = ""; cursor != null;) {
            var page = gateway.get(READER, "/tickets" + OPEN + cursor).expectStatus(200).body();
            page.path("items").forEach(ticket -> rows.put(ticket.path("number").asString(), row(ticket)));
            cursor = page.has("next") ? "&cursor=" + page.path("next").asString() : null;
        }
        return rows;
    }

    private static String row(JsonNode ticket) {
        var next = ticket.path("next");
        return ticket.path("status").asString() + " "
                + (next.isObject() ? next.path("metric").asString() + " " + clock(next) : "");
    }

    private static Map<String, String> clocks(JsonNode ticket) {
        return ticket.path("clocks").propertyStream().collect(toMap(Map.Entry::getKey, each -> clock(each.getValue())));
    }

    /** Returns the last cycle of each clock. The gateway limits the rate of a person, and each journey adds tickets. */
    private Map<String, String> clocksOfTheApi(String number) {
        return await().atMost(TIMEOUT).pollDelay(Duration.ZERO)
                .until(() -> gateway.get(READER, "/sla/clocks/" + number), response -> response.status() != 429).expectStatus(200)
                .body().path("objectives").valueStream().sorted(comparing(clock -> clock.path("cycle").asInt()))
                .collect(toMap(clock -> clock.path("metric").asString(), SubscriberJourney::clock, (_, last) -> last));
    }

    private static String clock(JsonNode clock) {
        var state = clock.path("state").asString();
        return "%d %s %s".formatted(clock.path("cycle").asInt(), state,
                state.equals("CANCELLED") || !clock.has("dueAt")
                        ? ""
                        : OffsetDateTime.parse(clock.path("dueAt").asString()).toInstant().toString());
    }
}
