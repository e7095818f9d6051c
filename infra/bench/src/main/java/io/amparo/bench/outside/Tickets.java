package io.amparo.bench.outside;

import io.amparo.bench.figure.Latencies;
import io.amparo.bench.figure.MeasuredValue;
import io.amparo.bench.outside.Gateway.Answer;
import java.io.IOException;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** Tickets that customers open here, remembered, so that an agent solves them in the end and their clocks stop. */
public final class Tickets {
    private static final String PATH = "/tickets";
    private static final int OPEN = 201;
    private static final int RECEIVED = 202;
    private static final int STALE = 412;
    private static final String URGENT = "HIGH";
    private static final String CALM = "LOW";

    /** Those of one load. */
    public static final class Opened {
        private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();

        public Set<String> numbers() {
            return answers.stream().map(answer -> answer.body().path("number").asString()).collect(Collectors.toSet());
        }
    }

    private final Gateway gateway;
    private final Queue<Answer> open = new ConcurrentLinkedQueue<>();

    public Tickets(Gateway gateway) {
        this.gateway = gateway;
    }

    /** An incident of the lowest priority: its clocks run for hours, and nothing of them falls into the measurement. */
    public void openCalm(String person, Opened opened) throws IOException, InterruptedException {
        open(person, CALM, opened);
    }

    /** An incident of the highest priority. */
    public void openUrgent(String person, Opened opened) throws IOException, InterruptedException {
        open(person, URGENT, opened);
    }

    private void open(String person, String level, Opened opened) throws IOException, InterruptedException {
        var answer = gateway.post(person, PATH, incident(person, level));
        // Received is not open yet, which is an error here; but it has its number, and will be.
        if (answer.status() == RECEIVED) open.add(answer);
        opened.answers.add(answer.must(OPEN));
        open.add(answer);
    }

    private static Map<String, Object> incident(String person, String level) {
        var old = person.equals(People.CARLA);
        return Map.of("kind", "INCIDENT", "subject", "Benchmark: coleta parada", "description",
                "Nenhum dado novo desde as 10h. Aberto pelo ./amparo bench.", "product", old ? "opmon-8" : "opmon-9", "version",
                old ? "8.9" : "9.2", "effect", "INTERRUPTION", "impact", level, "urgency", level);
    }

    /** Solves whatever is open, so many at once; says what could not be solved. */
    public MeasuredValue solve(int atOnce) {
        var latencies = new Latencies();
        try (var agents = Executors.newFixedThreadPool(atOnce)) {
            open.forEach(answer -> agents.execute(() -> {
                try {
                    solve(answer);
                    open.remove(answer);
                } catch (IOException | InterruptedException | IllegalStateException unsolved) {
                    latencies.addError(String.valueOf(unsolved.getMessage()));
                }
            }));
        }
        return latencies.toMeasuredValue("an agent solves a ticket");
    }

    private void solve(Answer answer) throws IOException, InterruptedException {
        var path = PATH + "/" + answer.body().path("number").asString();
        var solved = solve(path, answer.etag());
        if (solved.status() == STALE) solved = solve(path, gateway.get(People.AGENT, path).must(200).etag());
        solved.must(200);
    }

    private Answer solve(String path, String etag) throws IOException, InterruptedException {
        return gateway.put(People.AGENT, path + "/status", etag, Map.of("status", "RESOLVED", "reason", "Benchmark"));
    }
}
