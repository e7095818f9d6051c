package io.amparo.local.outside;

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

/** The live breach board, as a manager's browser holds it open at the gateway. */
public final class Board implements AutoCloseable {
    private static final String DATA = "data:";

    /** @param at when it arrived here */
    public record Notice(JsonNode data, Instant at) {}

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Notice> notices = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> opened = new CompletableFuture<>();

    public Board(String gateway, String token) {
        var request = HttpRequest.newBuilder(URI.create(gateway + "/api/v1/sla/board/stream"))
                .header("Authorization", "Bearer " + token).header("Accept", "text/event-stream").build();
        http.sendAsync(request, HttpResponse.BodyHandlers.ofLines()).thenAccept(this::listen).exceptionally(failed -> {
            opened.completeExceptionally(failed);
            return null;
        });
        Patience.until(Instant.now().plusSeconds(5), "the board's stream",
                () -> opened.isDone() ? Optional.of(true) : Optional.empty());
        opened.join();
    }

    private void listen(HttpResponse<Stream<String>> answer) {
        if (answer.statusCode() != 200) throw new NotSeen("the board's stream answered " + answer.statusCode());
        // The first line is the greeting; each notice is one line of data (the fields of HTML's event stream).
        answer.body().peek(_ -> opened.complete(null)).filter(line -> line.startsWith(DATA)).forEach(
                line -> notices.add(new Notice(JsonMapper.shared().readTree(line.substring(DATA.length())), Instant.now())));
    }

    public Notice await(Instant deadline, String what, Predicate<JsonNode> fits) {
        return Patience.until(deadline, what + " on the board's stream",
                () -> notices.stream().filter(notice -> fits.test(notice.data())).findFirst());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
