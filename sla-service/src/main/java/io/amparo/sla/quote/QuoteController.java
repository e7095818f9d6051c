package io.amparo.sla.quote;

import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Forbidden;
import io.amparo.platform.web.ApiProblem;
import io.amparo.sla.calendar.CalendarText;
import io.amparo.sla.quote.QuoteSla.Command;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
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
    private static final Set<String> KINDS = Set.of("INCIDENT", "QUESTION", "SERVICE_REQUEST", "CONSULTANCY");
    private static final Set<String> PRIORITIES = Set.of("P1", "P2", "P3", "P4");

    record Wish(@Nullable String customer, @Nullable String kind, @Nullable String priority, @Nullable String at,
            @Nullable String plan, @Nullable String product) {}

    record Promise(String metric, String budget, OffsetDateTime dueAt) {}

    /** @param tzdata version of the time zone data used for the due instants */
    record Answer(String plan, int planVersion, String calendar, String zone, String tzdata, List<Promise> objectives) {}

    private final QuoteSla quote;
    private final Clock clock;

    QuoteController(QuoteSla quote, Clock clock) {
        this.quote = quote;
        this.clock = clock;
    }

    @PostMapping
    Answer quote(Caller caller, @AuthenticationPrincipal Jwt token, @RequestBody Wish wish) {
        var customer = customer(caller, token, wish);
        var at = wish.at() == null ? clock.instant() : CalendarText.instant("at", wish.at()).toInstant();
        var command = new Command(customer, wish.plan(), oneOf("kind", wish.kind(), KINDS),
                oneOf("priority", wish.priority(), PRIORITIES),
                wish.product() == null ? "" : CalendarText.name("product", wish.product()), at);
        return CalendarText.understood("at", "out-of-range", () -> quote.handle(command)).map(QuoteController::answer)
                .orElseThrow(() -> ApiProblem.invalid(wish.plan() == null ? "customer" : "plan", "not-known"));
    }

    private static @Nullable String customer(Caller caller, Jwt token, Wish wish) {
        var own = caller.company() == null ? ofMachine(token) : caller.company().id();
        if (wish.customer() == null || wish.customer().equals(own)) return own;
        if (!caller.isStaff()) throw new Forbidden();
        return wish.customer();
    }

    /** A machine client has no e-mail and is not a contact, so the {@code customer} claim of its token names its customer. */
    private static @Nullable String ofMachine(Jwt token) {
        return token.hasClaim("email") ? null : token.getClaimAsString("customer");
    }

    private static String oneOf(String field, @Nullable String value, Set<String> allowed) {
        return CalendarText.parsed(field, value, text -> {
            if (!allowed.contains(text)) throw new IllegalArgumentException(text);
            return text;
        });
    }

    private static Answer answer(QuoteSla.Quote quote) {
        return new Answer(quote.plan().id(), quote.plan().version(), quote.calendar(), quote.zone().getId(), quote.tzdata(),
                quote.clocks().stream().map(
                        each -> new Promise(each.metric().name(), each.budget(quote.at()).toString(), due(each.dueAt(), quote)))
                        .toList());
    }

    private static OffsetDateTime due(@Nullable Instant dueAt, QuoteSla.Quote quote) {
        if (dueAt == null) throw new IllegalStateException("quoted clock is paused at the opening, so it has no due time");
        return dueAt.atZone(quote.zone()).toOffsetDateTime();
    }
}
