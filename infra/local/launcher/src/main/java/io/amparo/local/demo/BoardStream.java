package io.amparo.local.demo;

import io.amparo.clients.ClientException;
import io.amparo.clients.Polling;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Event stream of the breach board at the gateway, as the browser of a manager keeps it open. */
final class BoardStream implements AutoCloseable {
    private static final String DATA = "data:";

    /** @param at instant at which the notice was received */
    record Notice(JsonNode data, Instant at) {}

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Notice> notices = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> opened = new CompletableFuture<>();

    BoardStream(String gateway, String token) {
        var request = HttpRequest.newBuilder(URI.create(gateway + "/api/v1/sla/board/stream"))
                .header("Authorization", "Bearer " + token).header("Accept", "text/event-stream").build();
        http.sendAsync(request, HttpResponse.BodyHandlers.ofLines()).thenAccept(this::readLines).exceptionally(e -> {
            opened.completeExceptionally(e);
            return null;
        });
        Polling.until(Instant.now().plusSeconds(5), "response of the board stream",
                () -> opened.isDone() ? Optional.of(true) : Optional.empty());
        opened.join();
    }

    private void readLines(HttpResponse<Stream<String>> response) {
        if (response.statusCode() != 200)
            throw new ClientException("Status %d of the board stream instead of 200".formatted(response.statusCode()));
        // The first line is a greeting. Each notice is one data line of the server-sent events format.
        response.body().peek(_ -> opened.complete(null)).filter(line -> line.startsWith(DATA)).forEach(
                line -> notices.add(new Notice(JsonMapper.shared().readTree(line.substring(DATA.length())), Instant.now())));
    }

    Notice await(Instant deadline, String expected, Predicate<JsonNode> matches) {
        return Polling.until(deadline, expected + " on the board stream",
                () -> notices.stream().filter(notice -> matches.test(notice.data())).findFirst());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
