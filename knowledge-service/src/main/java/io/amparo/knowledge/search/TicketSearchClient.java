package io.amparo.knowledge.search;

import io.amparo.events.FieldLimits;
import io.amparo.platform.Adapter;
import io.amparo.platform.remote.ResilientCall;
import io.amparo.platform.remote.ResilientCallFactory;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;

/** Asks ticket-service for tickets with the caller's token, so that it decides which ones the caller may read. */
@Adapter
class TicketSearchClient {
    private record TicketJson(String number, String subject, @Nullable String product) {
        Hit hit() {
            var in = SearchCollection.TICKETS.toString();
            return new Hit(in, number, "/api/v1/" + in + "/" + number, null, null, product, subject, "");
        }
    }

    private record TicketPage(List<TicketJson> items) {}

    /** @param isAvailable whether ticket-service could be asked; also true if the caller may not list tickets */
    record Found(List<Hit> hits, boolean isAvailable) {
        static final Found NONE = new Found(List.of(), true);
        static final Found UNAVAILABLE = new Found(List.of(), false);
    }

    private final ResilientCall resilientCall;
    private final RestClient http;

    TicketSearchClient(ResilientCallFactory resilientCalls, String url) {
        this.resilientCall = resilientCalls.create("ticket");
        this.http = resilientCalls.restClient(url);
    }

    Found search(String query, @Nullable String product, int limit) {
        var text = query.substring(0, Math.min(query.length(), FieldLimits.SEARCH_QUERY));
        return resilientCall.call(() -> request(text, product, limit), _ -> Found.UNAVAILABLE);
    }

    private Found request(String text, @Nullable String product, int limit) {
        try {
            var page = http.get()
                    .uri("/api/v1/tickets",
                            uri -> uri.queryParam("q", "{q}").queryParam("limit", limit)
                                    .queryParamIfPresent("product", Optional.ofNullable(product).map(_ -> "{product}"))
                                    .build(product == null ? new Object[]{text} : new Object[]{text, product}))
                    .retrieve().body(TicketPage.class);
            return new Found(Objects.requireNonNull(page).items().stream().map(TicketJson::hit).toList(), true);
        } catch (HttpClientErrorException.Forbidden ignored) { // the caller may not list tickets
            return Found.NONE;
        }
    }
}
