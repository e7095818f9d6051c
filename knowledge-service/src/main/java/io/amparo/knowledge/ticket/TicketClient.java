package io.amparo.knowledge.ticket;

import io.amparo.events.FieldLimits;
import io.amparo.platform.Adapter;
import io.amparo.platform.remote.ResilientCall;
import io.amparo.platform.remote.ResilientCallFactory;
import io.amparo.platform.remote.UpstreamProblemException;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.ApiException.Alternative;
import io.amparo.platform.web.ApiException.Reason;
import io.amparo.platform.web.IdempotencyKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;

/**
 * Finds, searches and opens tickets at ticket-service with the caller's token, so that the caller gets only what it may read and
 * the caller's entitlement decides.
 */
@Adapter
public final class TicketClient {
    private static final int PAGE_SIZE = 100;
    /** Messages of a ticket that are read, newest first. */
    private static final int MAX_PAGES = 5;
    private static final Set<String> SOLVED = Set.of("RESOLVED", "CLOSED");

    private record Named(@Nullable String name) {}

    private record TicketResponse(String number, String status, Named customer, Named contact, @Nullable Named openedBy,
            @Nullable Named owner, String product, String version, String subject, String description) {}

    private record MessageResponse(Named by, String direction, String type, @Nullable String body) {}

    private record MessagesResponse(List<MessageResponse> items, @Nullable String next) {}

    private record TicketPage(List<FoundTicket> items) {}

    private record Opened(String number) {}

    private record Denial(String code, @Nullable List<Reason> reasons, @Nullable List<Alternative> alternatives) {}

    private final ResilientCall resilientCall;
    private final RestClient http;

    TicketClient(ResilientCallFactory resilientCalls, String url) {
        this.resilientCall = resilientCalls.create("ticket");
        this.http = resilientCalls.restClient(url);
    }

    /**
     * Returns a ticket; empty if the caller may not read it.
     *
     * @throws UpstreamProblemException 503 if ticket-service does not answer
     */
    public Optional<SolvedTicket> find(String number) {
        return call(() -> http.get().uri("/api/v1/tickets/{number}", number).retrieve().body(TicketResponse.class))
                .map(ticket -> ticket(ticket, messages(number)));
    }

    /**
     * Returns the newest tickets with these words that the caller may read, none if it may not list tickets; empty if
     * ticket-service could not be asked.
     *
     * @param query its first characters count, as many as ticket-service reads
     */
    public Optional<List<FoundTicket>> search(String query, @Nullable String product, int limit) {
        var text = query.substring(0, Math.min(query.length(), FieldLimits.SEARCH_QUERY));
        return resilientCall.call(() -> Optional.of(list(text, product, limit)), _ -> Optional.empty());
    }

    private List<FoundTicket> list(String text, @Nullable String product, int limit) {
        try {
            var page = http.get()
                    .uri("/api/v1/tickets",
                            uri -> uri.queryParam("q", "{q}").queryParam("limit", limit)
                                    .queryParamIfPresent("product", Optional.ofNullable(product).map(_ -> "{product}"))
                                    .build(product == null ? new Object[]{text} : new Object[]{text, product}))
                    .retrieve().body(TicketPage.class);
            return Objects.requireNonNull(page).items();
        } catch (HttpClientErrorException.Forbidden ignored) { // the caller may not list tickets
            return List.of();
        }
    }

    /**
     * Opens a ticket and returns its number. The same key finds the ticket of an earlier call.
     *
     * @param fieldNames names that the caller's request has for fields of the ticket, where they differ
     * @throws ApiException 403 with reasons and alternatives, if the caller is not entitled
     * @throws UpstreamProblemException if ticket-service refuses the request itself, or cannot be asked
     */
    public String open(String key, TicketRequest request, Map<String, String> fieldNames) {
        return resilientCall.call(() -> Objects.requireNonNull(
                http.post().uri("/api/v1/tickets").header(IdempotencyKey.HEADER, key).body(request).retrieve().body(Opened.class))
                .number(), fieldNames, TicketClient::refuse);
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

    private List<MessageResponse> messages(String number) {
        var messages = new ArrayList<MessageResponse>();
        String cursor = "";
        for (int page = 0; page < MAX_PAGES && cursor != null; page++) {
            var after = cursor;
            var found = call(() -> http.get().uri(uri -> {
                uri.path("/api/v1/tickets/{number}/messages").queryParam("limit", PAGE_SIZE);
                return after.isEmpty() ? uri.build(number) : uri.queryParam("cursor", "{cursor}").build(number, after);
            }).retrieve().body(MessagesResponse.class)).orElseThrow(UpstreamProblemException::unavailable);
            messages.addAll(found.items());
            cursor = found.next();
        }
        return messages;
    }

    private <T> Optional<T> call(Supplier<@Nullable T> request) {
        return resilientCall.call(() -> Optional.of(Objects.requireNonNull(request.get())), Map.of(), e -> {
            if (e instanceof HttpClientErrorException.NotFound) return Optional.empty();
            throw UpstreamProblemException.unavailable();
        });
    }

    private static SolvedTicket ticket(TicketResponse ticket, List<MessageResponse> messages) {
        var names = Stream
                .concat(Stream.of(ticket.customer(), ticket.contact(), ticket.openedBy(), ticket.owner()),
                        messages.stream().map(MessageResponse::by))
                .filter(Objects::nonNull).map(Named::name).filter(Objects::nonNull).distinct().toList();
        var answers = messages.reversed().stream()
                .filter(message -> message.type().equals("MESSAGE") && message.direction().equals("TO_CUSTOMER"))
                .map(MessageResponse::body).filter(Objects::nonNull).toList();
        return new SolvedTicket(ticket.number(), SOLVED.contains(ticket.status()), ticket.product(), ticket.version(),
                ticket.subject(), ticket.description(), names, answers);
    }
}
