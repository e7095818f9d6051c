package io.amparo.ticket.sla;

import io.amparo.platform.Adapter;
import io.amparo.platform.remote.ResilientCall;
import io.amparo.platform.remote.ResilientCallFactory;
import io.amparo.ticket.sla.Sla.Objective;
import io.amparo.ticket.sla.Sla.PauseRule;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.client.RestClient;

/** Calls sla-service for the quote of a new ticket: its SLA definition and due instants. */
@Adapter
public final class SlaClient {
    private record QuoteRequest(String customer, String kind, String priority, @Nullable String product, Instant at,
            @Nullable String plan) {}

    private record ObjectiveResponse(String metric, String budget, Instant dueAt) {}

    private record QuoteResponse(String plan, int planVersion, String calendar, String zone, @Nullable List<PauseRule> pauseRules,
            List<ObjectiveResponse> objectives) {}

    private final ResilientCall resilientCall;
    private final RestClient http;

    SlaClient(ResilientCallFactory resilientCalls, String url) {
        this.resilientCall = resilientCalls.create("sla");
        this.http = resilientCalls.restClient(url);
    }

    /**
     * @param product empty if the ticket has no product
     * @return empty if sla-service does not quote in time or rejects the request; SlaAssigned delivers the definition later
     */
    public Optional<Sla> quote(String customerId, String kind, String priority, String product, Instant at,
            @Nullable String plan) {
        var request = new QuoteRequest(customerId, kind, priority, product.isEmpty() ? null : product, at, plan);
        return resilientCall.call(
                () -> Optional.of(toSla(Objects.requireNonNull(
                        http.post().uri("/api/v1/sla/quotes").body(request).retrieve().body(QuoteResponse.class)))),
                _ -> Optional.empty());
    }

    private static Sla toSla(QuoteResponse quote) {
        return new Sla(quote.plan(), quote.planVersion(), quote.calendar(), quote.zone(), quote.pauseRules(), null,
                quote.objectives().stream().map(objective -> new Objective(objective.metric(), "RUNNING", objective.budget(),
                        null, Objects.requireNonNull(objective.dueAt()))).toList());
    }
}
