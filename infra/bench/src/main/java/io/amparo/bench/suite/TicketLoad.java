package io.amparo.bench.suite;

import io.amparo.bench.result.Latencies;
import io.amparo.bench.result.MeasuredValue;
import io.amparo.clients.GatewayClient;
import io.amparo.clients.JsonResponse;
import io.amparo.clients.People;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** Opens tickets as customers and keeps them, so that an agent can resolve them at the end and their clocks stop. */
public final class TicketLoad {
    private static final String PATH = "/tickets";
    private static final String OPEN_STATUSES = "OPEN,IN_PROGRESS,WAITING_CUSTOMER,WAITING_VENDOR";
    private static final int OPENED = 201;
    private static final int RECEIVED = 202;
    private static final int STALE_ETAG = 412;

    /** The tickets that one load has opened. */
    public static final class Opened {
        private final Queue<JsonResponse> responses = new ConcurrentLinkedQueue<>();

        public Set<String> numbers() {
            return responses.stream().map(TicketLoad::number).collect(Collectors.toSet());
        }
    }

    private final GatewayClient gateway;
    private final Queue<JsonResponse> unresolved = new ConcurrentLinkedQueue<>();

    public TicketLoad(GatewayClient gateway) {
        this.gateway = gateway;
    }

    /** Opens an incident of the lowest priority. Its clocks run for hours, so none of them fires during the measurement. */
    public void openLowPriority(String person, Opened opened) {
        open(person, "LOW", opened);
    }

    /** Opens an incident of the highest priority. */
    public void openHighPriority(String person, Opened opened) {
        open(person, "HIGH", opened);
    }

    /** Posts a message to a ticket, as its contact. */
    public void reply(String person, String number) {
        expectStatus(OPENED, gateway.post(person, PATH + "/" + number + "/messages",
                Map.of("body", "Continua parada. Enviado pelo ./amparo bench.", "visibility", "PUBLIC")));
    }

    public void read(String person, String number) {
        expectStatus(200, gateway.get(person, PATH + "/" + number));
    }

    /** Asks whether the person may open an incident. */
    public void decide(String person) {
        expectStatus(200, gateway.post(person, "/entitlement-decisions",
                Map.of("kind", "INCIDENT", "product", "opmon-9", "version", "9.2")));
    }

    /** Lists the newest open tickets of the person. */
    public void list(String person, int limit) {
        expectStatus(200, gateway.get(person, "%s?status=%s&limit=%d".formatted(PATH, OPEN_STATUSES, limit)));
    }

    /** Opens an incident of the lowest priority with a text, and returns its number. */
    String open(String person, String subject, String description) {
        var incident = new HashMap<>(incident(person, "LOW"));
        incident.put("subject", subject);
        incident.put("description", description);
        return number(open(person, incident));
    }

    private void open(String person, String level, Opened opened) {
        opened.responses.add(open(person, incident(person, level)));
    }

    private JsonResponse open(String person, Map<String, ?> incident) {
        var response = gateway.post(person, PATH, incident);
        // A received ticket is an error here, because it is not open yet. It has a number and will be opened later.
        if (response.status() == RECEIVED) unresolved.add(response);
        expectStatus(OPENED, response);
        unresolved.add(response);
        return response;
    }

    private static Map<String, Object> incident(String person, String level) {
        var isCarla = person.equals(People.CARLA);
        return Map.of("kind", "INCIDENT", "subject", "Benchmark: coleta parada", "description",
                "Nenhum dado novo desde as 10h. Aberto pelo ./amparo bench.", "product", isCarla ? "opmon-8" : "opmon-9",
                "version", isCarla ? "8.9" : "9.2", "effect", "INTERRUPTION", "impact", level, "urgency", level);
    }

    /** Resolves all tickets on the given number of threads, and counts those that could not be resolved as errors. */
    public MeasuredValue resolve(int threads) {
        var latencies = new Latencies();
        try (var agents = Executors.newFixedThreadPool(threads)) {
            unresolved.forEach(ticket -> agents.execute(() -> {
                try {
                    resolve(ticket);
                    unresolved.remove(ticket);
                } catch (RuntimeException e) {
                    latencies.addError(String.valueOf(e.getMessage()));
                }
            }));
        }
        return latencies.toMeasuredValue("an agent resolves a ticket");
    }

    private void resolve(JsonResponse ticket) {
        var path = PATH + "/" + number(ticket);
        var response = resolve(path, ticket.etag());
        if (response.status() == STALE_ETAG) response = resolve(path, gateway.get(People.FABIO, path).expectStatus(200).etag());
        expectStatus(200, response);
    }

    private JsonResponse resolve(String path, String etag) {
        return gateway.put(People.FABIO, path + "/status", etag, Map.of("status", "RESOLVED", "reason", "Benchmark"));
    }

    private static String number(JsonResponse ticket) {
        return ticket.text("/number");
    }

    /** Has no body in its message, because errors are counted by message. */
    private static void expectStatus(int expected, JsonResponse response) {
        if (response.status() != expected)
            throw new IllegalStateException("status %d instead of %d".formatted(response.status(), expected));
    }
}
