package io.amparo.ticket.ticket;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.amparo.events.FieldLimits;
import io.amparo.platform.Ids;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Role;
import io.amparo.platform.security.Staff;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.ApiException.FieldError;
import io.amparo.platform.web.Cursor;
import io.amparo.platform.web.IdempotencyKey;
import io.amparo.platform.web.OneOf;
import io.amparo.platform.web.Page;
import io.amparo.ticket.ticket.TicketResponse.Person;
import io.amparo.ticket.ticket.TicketSummaries.Filter;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** HTTP API of changes to many tickets: a job with a result for each of them. */
@RestController
@RequestMapping("/api/v1/tickets/bulk")
@Staff({Role.AGENT, Role.MANAGER})
class BulkEditController {

    /** The filter of the list of tickets. A missing or empty field matches all. */
    record BulkFilterRequest(@Nullable @Size(max = TicketListController.MAX_VALUES) List<@NotNull Status> status,
            @Nullable @Size(max = TicketListController.MAX_VALUES) List<@NotNull Kind> kind,
            @Nullable @Size(max = TicketListController.MAX_VALUES) List<@NotNull Priority> priority,
            @Nullable @Size(max = TicketListController.MAX_VALUES) List<@NotBlank @Size(max = FieldLimits.PRODUCT_ID) String> product,
            @Nullable @Size(max = TicketListController.MAX_VALUES) List<@NotBlank @Size(max = FieldLimits.CUSTOMER_ID) String> customer,
            @Nullable @Size(max = TicketListController.MAX_VALUES) List<@NotBlank @Size(max = FieldLimits.CONTACT_ID) String> assignee,
            @Nullable @Size(max = FieldLimits.SEARCH_QUERY) String q, @OneOf(TicketView.class) @Nullable String view) {

        Filter toFilter(Caller caller) {
            var requested = new Filter(null, set(status), set(kind), set(priority), set(product), set(assignee), null, q);
            return TicketListController.filter(caller, set(customer), requested, viewOf(caller));
        }

        private @Nullable TicketView viewOf(Caller caller) {
            try {
                return view == null ? null : TicketView.of(view);
            } catch (IllegalArgumentException noView) {
                throw ApiException.invalidOneOf("filter.view", TicketView.viewsOf(caller));
            }
        }

        private static <T> @Nullable Set<T> set(@Nullable List<T> values) {
            return values == null ? null : Set.copyOf(values);
        }
    }

    /**
     * @param status required for SET_STATUS
     * @param priority required for SET_PRIORITY
     * @param owner person id of an agent; required for SET_OWNER
     * @param reason required for SET_PRIORITY; not for NOTE
     * @param note internal note; required for NOTE
     */
    record BulkActionRequest(@NotNull BulkAction.Code code, @Nullable Status status, @Nullable Priority priority,
            @Nullable @Size(max = FieldLimits.CONTACT_ID) String owner, @Nullable @Size(max = FieldLimits.REASON) String reason,
            @Nullable @Size(max = FieldLimits.MESSAGE_BODY) String note) {

        BulkAction toAction(Agents agents) {
            return switch (code) {
                case SET_STATUS -> new BulkAction(code, required("status", status), null, null, reason);
                case SET_PRIORITY ->
                    new BulkAction(code, null, required("priority", priority), null, required("reason", reason).strip());
                case SET_OWNER -> new BulkAction(code, null, null, agents.find(required("owner", owner))
                        .orElseThrow(() -> ApiException.invalid("action.owner", "unknown-agent")), reason);
                case NOTE -> new BulkAction(code, null, null, null, required("note", note));
            };
        }

        private static <T> T required(String field, @Nullable T value) {
            if (value == null || value instanceof String text && text.isBlank())
                throw ApiException.invalid("action." + field, "required");
            return value;
        }
    }

    /**
     * @param numbers numbers of the tickets; those of the items of a dry run repeat its selection
     * @param filter selects the tickets, which stay the same for the whole job; either it or numbers
     * @param dryRun whether only the results are wanted
     */
    record BulkEditRequest(@Nullable @Size(min = 1, max = BulkEdit.MAX_TICKETS) List<@NotBlank @Size(max = 20) String> numbers,
            @Nullable @Valid BulkFilterRequest filter, @NotNull @Valid BulkActionRequest action, @Nullable Boolean dryRun) {

        List<String> checkedNumbers() {
            if ((numbers == null) == (filter == null)) throw ApiException.invalid("numbers", "numbers-or-filter");
            if (numbers == null) return List.of();
            var invalid = IntStream.range(0, numbers.size()).filter(i -> !TicketNumber.isValid(numbers.get(i)))
                    .mapToObj(i -> new FieldError("numbers[" + i + "]", "malformed")).toList();
            if (!invalid.isEmpty()) throw ApiException.invalid(invalid);
            return numbers.stream().distinct().toList();
        }
    }

    /** The action without its text, which may be an internal note. */
    record BulkActionResponse(BulkAction.Code code, @Nullable Status status, @Nullable Priority priority,
            @Nullable Person owner) {
        static BulkActionResponse of(BulkAction action) {
            var owner = action.owner();
            return new BulkActionResponse(action.code(), action.status(), action.priority(),
                    owner == null ? null : new Person(owner.id(), owner.name()));
        }
    }

    /**
     * @param by the person who began it
     * @param totals number of tickets with each outcome
     */
    record BulkEditResponse(String id, BulkEdit.State state, boolean dryRun, BulkActionResponse action, Person by, int tickets,
            Map<BulkEdit.Outcome, Integer> totals, Instant begunAt, @Nullable Instant finishedAt) {
        static BulkEditResponse of(BulkEdit job) {
            var request = job.request();
            var by = request.by().person();
            return new BulkEditResponse(job.id(), job.state(), request.dryRun(), BulkActionResponse.of(request.action()),
                    new Person(by.id(), by.name()), job.numbers().size(), job.totals(), request.begunAt(), job.finishedAt());
        }
    }

    /** @param problem code of the problem of the single call, if the ticket refuses the change; text is its title */
    record BulkEditItem(String number, BulkEdit.Outcome outcome, @Nullable String problem, @Nullable String text) {}

    record BulkEditDetailResponse(@JsonUnwrapped BulkEditResponse job, List<BulkEditItem> items, @Nullable String next,
            int limit) {}

    private final BeginBulkEdit beginBulkEdit;
    private final BulkEdits bulkEdits;
    private final Agents agents;
    private final MessageSource texts;

    BulkEditController(BeginBulkEdit beginBulkEdit, BulkEdits bulkEdits, Agents agents, MessageSource texts) {
        this.beginBulkEdit = beginBulkEdit;
        this.bulkEdits = bulkEdits;
        this.agents = agents;
        this.texts = texts;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Do the same to at most 1,000 tickets, or see by a dry run what would become of them", description = "The tickets are selected when the job begins. Each is changed as by the single call, with its refusals. The job is kept for 30 days.")
    ResponseEntity<BulkEditResponse> editTickets(Caller caller, IdempotencyKey key, @Valid @RequestBody BulkEditRequest request) {
        agents.record(caller);
        var filter = request.filter();
        var job = beginBulkEdit.handle(new BeginBulkEdit.Command(key.id(caller, "bulk"), Ids.sha256Of(request.toString(), 16),
                request.action().toAction(agents), VisibleTickets.agentAuthor(caller), Boolean.TRUE.equals(request.dryRun()),
                request.checkedNumbers(), filter == null ? null : filter.toFilter(caller)));
        return ResponseEntity.accepted().location(URI.create(TicketPaths.TICKETS + "/bulk/" + job.id()))
                .body(BulkEditResponse.of(job));
    }

    @GetMapping("/{id}")
    @Operation(summary = "Read a bulk edit and the result of each ticket, in the order of the request or newest first")
    BulkEditDetailResponse getBulkEdit(@PathVariable String id, @Valid @ParameterObject Page.Request page) {
        var after = Cursor.parse(page.after());
        var job = bulkEdits.find(id).map(Versioned::state).orElseThrow(ApiException::notFound);
        int first = after == null ? 0 : after.secondAsNumber() + 1;
        var indexes = IntStream.range(first, Math.min(job.numbers().size(), first + page.limit() + 1)).boxed().toList();
        var shown = page.of(indexes, index -> new Cursor("", Integer.toString(index)).toString()).map(index -> item(job, index));
        return new BulkEditDetailResponse(BulkEditResponse.of(job), shown.items(), shown.next(), shown.limit());
    }

    private BulkEditItem item(BulkEdit job, int index) {
        var result = job.result(index);
        var text = result.code() == null
                ? null
                : texts.getMessage("problem." + result.code(), null, LocaleContextHolder.getLocale());
        return new BulkEditItem(job.numbers().get(index), result.outcome(), result.code(), text);
    }
}
