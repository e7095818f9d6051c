package io.amparo.knowledge.ticket;

import io.amparo.platform.Adapter;
import io.amparo.platform.remote.ResilientCall;
import io.amparo.platform.remote.ResilientCallFactory;
import io.amparo.platform.remote.UpstreamProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;

/** Asks ticket-service for tickets with the caller's token, so that the caller gets only what it may read. */
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

    private final ResilientCall resilientCall;
    private final RestClient http;

    public TicketClient(ResilientCallFactory resilientCalls, String url) {
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
