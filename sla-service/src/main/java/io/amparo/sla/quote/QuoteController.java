package io.amparo.sla.quote;

import io.amparo.events.FieldLimits;
import io.amparo.events.PauseRule;
import io.amparo.events.Vocabulary.Priority;
import io.amparo.events.Vocabulary.TicketKind;
import io.amparo.events.Vocabulary.TicketStatus;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.ForbiddenException;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.OneOf;
import io.amparo.platform.web.Required;
import io.amparo.sla.calendar.CalendarFields;
import io.amparo.sla.calendar.NoOpenTimeException;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.quote.QuoteSla.Command;
import io.amparo.sla.request.RequestFields;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * REST API of quotes. Every signed-in caller can ask for the quote of a plan; the quote of a customer is restricted to its
 * contacts, its machine clients and the vendor's staff.
 */
@RestController
@RequestMapping("/api/v1/sla/quotes")
class QuoteController {
    private static final List<String> KINDS = Arrays.stream(TicketKind.values()).map(TicketKind::name).toList();
    private static final List<String> PRIORITIES = Arrays.stream(Priority.values()).map(Priority::name).toList();

    record QuoteRequest(@Nullable String customer, @OneOf(TicketKind.class) @Required @Nullable String kind,
            @OneOf(Priority.class) @Required @Nullable String priority, @Nullable String at, @Nullable String plan,
            @Nullable String product, @Nullable String version) {}

    record QuotedObjectiveResponse(Metric metric, String budget, OffsetDateTime dueAt) {}

    /**
     * A status that pauses clocks of the ticket.
     *
     * @param longestPause elapsed time after which a pause ends, as ISO 8601 duration; null for never
     */
    record QuotedPauseRuleResponse(@OneOf(TicketStatus.class) String status, @OneOf(Metric.class) List<String> metrics,
            @Nullable String longestPause) {
        static QuotedPauseRuleResponse of(PauseRule rule) {
            return new QuotedPauseRuleResponse(rule.status(), rule.metrics(), rule.longestPause());
        }
    }

    /**
     * @param tzdata version of the time zone data used for the due instants
     * @param pauseRules empty if no clock would run
     */
    record QuoteResponse(String plan, int planVersion, String calendar, String zone, String tzdata,
            List<QuotedPauseRuleResponse> pauseRules, List<QuotedObjectiveResponse> objectives) {}

    private final QuoteSla quote;
    private final SupportedVersionValidator supportedVersions;
    private final Clock clock;

    QuoteController(QuoteSla quote, SupportedVersionValidator supportedVersions, Clock clock) {
        this.quote = quote;
        this.supportedVersions = supportedVersions;
        this.clock = clock;
    }

    @PostMapping
    @Operation(summary = "Quote the due instants of a ticket")
    QuoteResponse quoteSla(Caller caller, @RequestBody QuoteRequest request) {
        var customer = customer(caller, request);
        var at = request.at() == null ? clock.instant() : CalendarFields.parseInstant("at", request.at()).toInstant();
        var product = text("product", request.product(), FieldLimits.PRODUCT_ID);
        var command = new Command(customer, request.plan(), oneOf("kind", request.kind(), KINDS),
                oneOf("priority", request.priority(), PRIORITIES), product, at);
        supportedVersions.validate(command.kind(), product, text("version", request.version(), FieldLimits.VERSION), at);
        return quoteOf(command).map(QuoteController::toResponse)
                .orElseThrow(() -> ApiException.invalid(request.plan() == null ? "customer" : "plan", "not-known"));
    }

    private Optional<QuoteSla.Quote> quoteOf(Command command) {
        try {
            return quote.handle(command);
        } catch (NoOpenTimeException e) {
            throw ApiException.invalid("at", e.code());
        } catch (DateTimeException | ArithmeticException e) {
            throw ApiException.malformed("at", "out-of-range");
        }
    }

    private static @Nullable String customer(Caller caller, QuoteRequest request) {
        var asked = request.customer();
        if (!caller.companies().isEmpty()) return caller.companyFor("customer", asked);
        if (asked == null || asked.equals(caller.machineOf())) return caller.machineOf();
        if (!caller.isStaff()) throw new ForbiddenException();
        return asked;
    }

    private static String text(String field, @Nullable String text, int limit) {
        if (text == null) return "";
        if (text.isBlank()) throw ApiException.invalid(field, "required");
        return RequestFields.checkLength(field, text.strip(), limit);
    }

    private static String oneOf(String field, @Nullable String value, List<String> allowed) {
        if (value == null) throw ApiException.malformed(field, "required");
        if (!allowed.contains(value)) throw ApiException.malformedOneOf(field, allowed);
        return value;
    }

    private static QuoteResponse toResponse(QuoteSla.Quote quote) {
        return new QuoteResponse(quote.plan().id(), quote.plan().version(), quote.calendar(), quote.zone().getId(),
                quote.tzdata(), quote.pauseRules().stream().map(QuotedPauseRuleResponse::of).toList(),
                quote.clocks().stream().map(each -> new QuotedObjectiveResponse(each.metric(), each.budget(quote.at()).toString(),
                        due(each.dueAt(), quote))).toList());
    }

    private static OffsetDateTime due(@Nullable Instant dueAt, QuoteSla.Quote quote) {
        if (dueAt == null) throw new IllegalStateException("quoted clock is paused at the opening, so it has no due time");
        return dueAt.atZone(quote.zone()).toOffsetDateTime();
    }
}
