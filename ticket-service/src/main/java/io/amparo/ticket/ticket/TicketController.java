package io.amparo.ticket.ticket;

import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Forbidden;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiProblem;
import io.amparo.platform.web.IfMatch;
import io.amparo.platform.web.Page;
import io.amparo.platform.web.RequestKey;
import io.amparo.ticket.entitlement.Entitlement.Denied;
import io.amparo.ticket.sla.TicketClocks;
import io.amparo.ticket.ticket.OpenTicket.Outcome;
import io.amparo.ticket.ticket.Ticket.Person;
import io.amparo.ticket.ticket.TicketAnswer.Line;
import io.amparo.ticket.ticket.TicketAnswer.Summary;
import io.amparo.ticket.ticket.WriteMessage.Voice;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** HTTP API of tickets. A caller gets 404 for a ticket of another company (R1.4). */
@RestController
@RequestMapping("/api/v1/tickets")
class TicketController {
    private static final String STAFF_LANGUAGE = "pt-BR";

    record MessageRequest(@NotBlank @Size(max = 50_000) String body, @NotNull TicketAnswer.Visibility visibility) {}

    record StatusRequest(@NotNull Status status, @Size(max = 2_000) @Nullable String reason) {}

    private final Tickets tickets;
    private final TicketClocks clocks;
    private final OpenTicket open;
    private final WriteMessage write;
    private final MoveTicket move;

    TicketController(Tickets tickets, TicketClocks clocks, OpenTicket open, WriteMessage write, MoveTicket move) {
        this.tickets = tickets;
        this.clocks = clocks;
        this.open = open;
        this.write = write;
        this.move = move;
    }

    @PostMapping
    ResponseEntity<TicketAnswer> open(Caller caller, RequestKey key, @Valid @RequestBody OpenRequest request) {
        if (request.contact() != null && !caller.isStaff()) throw new Forbidden();
        var contact = request.contact() != null ? request.contact() : caller.person();
        return switch (open.handle(new OpenTicket.Command(key.id(caller, "ticket"), contact, request.content()))) {
            case Outcome.Registered(var ticket) ->
                answer(ticket.state().status() == Status.RECEIVED ? HttpStatus.ACCEPTED : HttpStatus.CREATED, ticket, caller);
            case Outcome.Refused(var because) -> throw denied(because);
            case Outcome.Undecidable _ -> throw ApiProblem.of(HttpStatus.SERVICE_UNAVAILABLE, "unavailable");
            case Outcome.KeyReused _ -> throw ApiProblem.of(HttpStatus.UNPROCESSABLE_CONTENT, "key-reused");
        };
    }

    private static ApiProblem denied(Denied because) {
        var code = because.reasons().isEmpty() ? "not-entitled" : because.reasons().getFirst().code();
        return ApiProblem.denied(code,
                because.reasons().stream().map(each -> new ApiProblem.Reason(each.code(), each.clause(), each.text())).toList(),
                because.alternatives().stream().map(each -> new ApiProblem.Alternative(each.code(), each.text(), each.href()))
                        .toList());
    }

    @GetMapping
    Page<Summary> list(Caller caller, @RequestParam @Nullable Status status, @RequestParam @Nullable Kind kind,
            @RequestParam @Nullable Priority priority, @RequestParam @Nullable String product,
            @RequestParam @Nullable String customer, @RequestParam @Nullable String q,
            @Valid @ParameterObject Page.Request page) {
        var of = caller.isStaff() ? customer : company(caller);
        var found = tickets.page(new Tickets.Filter(of, status, kind, priority, product, q), page.after(), page.limit() + 1);
        var told = clocks.of(found.stream().map(Versioned::id).toList());
        return page.of(found, each -> each.state().number()).map(each -> TicketAnswer.summary(each.state(), told.get(each.id())));
    }

    private static String company(Caller caller) {
        if (caller.company() == null) throw new Forbidden();
        return caller.company().id();
    }

    @GetMapping("/{number}")
    ResponseEntity<TicketAnswer> read(Caller caller, @PathVariable String number) {
        return answer(HttpStatus.OK, visible(caller, number), caller);
    }

    @PostMapping("/{number}/messages")
    ResponseEntity<Line> write(Caller caller, RequestKey key, @PathVariable String number,
            @Valid @RequestBody MessageRequest request) {
        var ticket = visible(caller, number);
        var internal = request.visibility() == TicketAnswer.Visibility.INTERNAL;
        if (internal && !caller.isStaff()) throw new Forbidden();
        var voice = internal ? Voice.VENDOR_INTERNAL : caller.isStaff() ? Voice.VENDOR : Voice.CUSTOMER;
        var messageId = key.id(caller, "message/" + ticket.id());
        var written = write
                .handle(new WriteMessage.Command(ticket.id(), messageId, person(caller, ticket.state()), voice, request.body()));
        var line = TicketAnswer.of(written.state(), null, caller).timeline().stream().filter(each -> each.id().equals(messageId))
                .findFirst().orElseThrow();
        return ResponseEntity.status(HttpStatus.CREATED).eTag(IfMatch.etag(written.version())).body(line);
    }

    @PutMapping("/{number}/status")
    ResponseEntity<TicketAnswer> move(Caller caller, IfMatch seen, @PathVariable String number,
            @Valid @RequestBody StatusRequest request) {
        var ticket = visible(caller, number);
        var moved = move.handle(new MoveTicket.Command(ticket.id(), seen.version(), request.status(),
                person(caller, ticket.state()), caller.isStaff(), request.reason()));
        return answer(HttpStatus.OK, moved, caller);
    }

    private Versioned<Ticket> visible(Caller caller, String number) {
        if (!TicketNumber.isOne(number)) throw ApiProblem.notFound();
        return tickets.byNumber(number).filter(ticket -> caller.isStaff() || caller.isContactOf(ticket.state().customerId()))
                .orElseThrow(ApiProblem::notFound);
    }

    private static Person person(Caller caller, Ticket ticket) {
        return new Person(caller.person(), caller.name(), caller.isStaff() ? STAFF_LANGUAGE : ticket.contact().language());
    }

    private ResponseEntity<TicketAnswer> answer(HttpStatus status, Versioned<Ticket> ticket, Caller caller) {
        var told = clocks.of(List.of(ticket.id())).get(ticket.id());
        var answer = ResponseEntity.status(status).eTag(IfMatch.etag(ticket.version()));
        if (status != HttpStatus.OK) answer.location(URI.create("/api/v1/tickets/" + ticket.state().number()));
        return answer.body(TicketAnswer.of(ticket.state(), told, caller));
    }
}
