package io.amparo.knowledge.forum;

import io.amparo.platform.Adapter;
import io.amparo.platform.remote.ResilientCall;
import io.amparo.platform.remote.ResilientCallFactory;
import io.amparo.platform.remote.UpstreamProblemException;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.ApiException.Alternative;
import io.amparo.platform.web.ApiException.Reason;
import io.amparo.platform.web.IdempotencyKey;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;

/** Opens tickets at ticket-service with the caller's token, so that the caller's entitlement decides. */
@Adapter
final class TicketClient {
    /** The fields of a ticket that a topic does not have. */
    record Request(String kind, @Nullable String product, @Nullable String version, @Nullable String environment,
            @Nullable String effect, @Nullable String impact, @Nullable String urgency, @Nullable String evidence,
            @Nullable String customer, @Nullable Map<String, String> fields) {
        OpenTicket of(String subject, String description, List<String> selfHelp) {
            return new OpenTicket(kind, subject, description, product, version, environment, effect, impact, urgency, evidence,
                    customer, fields, selfHelp);
        }
    }

    /** The request as ticket-service reads it. */
    record OpenTicket(String kind, String subject, String description, @Nullable String product, @Nullable String version,
            @Nullable String environment, @Nullable String effect, @Nullable String impact, @Nullable String urgency,
            @Nullable String evidence, @Nullable String customer, @Nullable Map<String, String> fields, List<String> selfHelp) {}

    private record Opened(String number) {}

    private record Denial(String code, @Nullable List<Reason> reasons, @Nullable List<Alternative> alternatives) {}

    private final ResilientCall resilientCall;
    private final RestClient http;

    TicketClient(ResilientCallFactory resilientCalls, String url) {
        this.resilientCall = resilientCalls.create("ticket");
        this.http = resilientCalls.restClient(url);
    }

    /**
     * Returns the number of the ticket. The same key finds the ticket of an earlier call.
     *
     * @throws ApiException 403 with reasons and alternatives, if the caller is not entitled
     * @throws UpstreamProblemException if ticket-service refuses the request itself, or cannot be asked
     */
    String open(String key, OpenTicket request) {
        return resilientCall.call(
                () -> Objects.requireNonNull(http.post().uri("/api/v1/tickets").header(IdempotencyKey.HEADER, key).body(request)
                        .retrieve().body(Opened.class)).number(),
                Map.of("subject", "topic", "description", "topic"), TicketClient::refuse);
    }

    private static String refuse(Exception e) {
        if (e instanceof HttpClientErrorException denied && denied.getStatusCode().value() == HttpStatus.FORBIDDEN.value())
            throw denial(denied);
        throw UpstreamProblemException.unavailable();
    }

    private static ApiException denial(HttpClientErrorException e) {
        var denial = e.getResponseBodyAs(Denial.class);
        return denial == null
                ? ApiException.of(HttpStatus.FORBIDDEN, "forbidden")
                : ApiException.denied(denial.code(), orEmpty(denial.reasons()), orEmpty(denial.alternatives()));
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
