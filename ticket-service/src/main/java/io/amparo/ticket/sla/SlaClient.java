package io.amparo.ticket.sla;

import io.amparo.platform.Adapter;
import io.amparo.platform.remote.Remote;
import io.amparo.platform.remote.Remotes;
import io.amparo.ticket.sla.Sla.Objective;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.client.RestClient;

/** Calls sla-service for the quote of a new ticket: its SLA definition and due instants. */
@Adapter
public final class SlaClient {
    private record Question(String customer, String kind, String priority, @Nullable String product, Instant at,
            @Nullable String plan) {}

    private record Promise(String metric, String budget, Instant dueAt) {}

    private record Quote(String plan, int planVersion, String calendar, String zone, List<Promise> objectives) {}

    private final Remote remote;
    private final RestClient http;

    SlaClient(Remotes remotes, String url) {
        this.remote = remotes.remote("sla");
        this.http = remotes.http(url);
    }

    /**
     * @param product empty if the ticket has no product
     * @return empty if sla-service does not answer in time; SlaAssigned delivers the definition later
     */
    public Optional<Sla> quote(String customerId, String kind, String priority, String product, Instant at,
            @Nullable String plan) {
        var headers = Remotes.onBehalf(Remotes.callersToken(), "en");
        var question = new Question(customerId, kind, priority, product.isEmpty() ? null : product, at, plan);
        return remote.call(
                () -> Optional.of(sla(Objects.requireNonNull(http.post().uri("/api/v1/sla/quotes")
                        .headers(all -> all.addAll(headers)).body(question).retrieve().body(Quote.class)))),
                _ -> Optional.empty());
    }

    private static Sla sla(Quote quote) {
        return new Sla(quote.plan(), quote.planVersion(), quote.calendar(), quote.zone(), null, quote.objectives().stream()
                .map(promise -> new Objective(promise.metric(), "RUNNING", promise.budget(), null, promise.dueAt())).toList());
    }
}
