package io.amparo.entitlement.coverage;

import io.amparo.entitlement.policy.Policies;
import io.amparo.entitlement.policy.PolicyTexts;
import io.amparo.entitlement.policy.SupportPolicy;
import io.amparo.events.FieldLimits;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.EmailAddress;
import io.amparo.platform.security.ForbiddenException;
import io.amparo.platform.security.Staff;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.ApiException.FieldError;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * HTTP API of entitlement decisions. Every signed-in caller queries for itself (also through ticket-service, with its token),
 * staff for anyone.
 */
@RestController
@RequestMapping("/api/v1/entitlement-decisions")
class EntitlementDecisionController {

    /**
     * @param email e-mail address of any person; null to name the person by {@code contact}
     * @param contact person id of a contact or machine; null together with {@code email} for the caller
     * @param customer customer of the ticket; required for a caller who acts for several, else the only one
     * @param exclusion code of an exclusion of the policy, to ask whether the contract waives it
     * @param ticketId id of the ticket that is being opened; the same id gets the same grant
     */
    record DecisionRequest(@Nullable @Size(max = FieldLimits.EMAIL) String email,
            @Nullable @Size(max = FieldLimits.CONTACT_ID) String contact, @NotNull Kind kind,
            @Nullable @Size(max = FieldLimits.PRODUCT_ID) String product,
            @Nullable @Size(max = FieldLimits.VERSION) String version, @Nullable Instant at,
            @Nullable @Pattern(regexp = "[A-Za-z0-9-]+") @Size(max = FieldLimits.TICKET_ID) String ticketId,
            @Nullable @Pattern(regexp = "[a-z0-9-]+") @Size(max = FieldLimits.CUSTOMER_ID) String customer,
            @Nullable @Size(max = FieldLimits.EXCLUSION_CODE) String exclusion) {

        /**
         * Requires product and version as the policy does for this kind, and a product with a version. Forbids {@code at}
         * together with {@code ticketId}: a stored decision is for the current instant, or a past entitlement could be stored. A
         * person of the vendor decides whether a ticket falls under an exclusion (R8.2), so a query of its opening names none.
         */
        void validate(SupportPolicy policy) {
            var rule = policy.requireTicketKind("kind", kind.name());
            if (exclusion != null) policy.requireExclusion("exclusion", exclusion);
            var errors = new ArrayList<FieldError>();
            var hasVersion = !stripToEmpty(version).isEmpty();
            if ((rule.requires("product") || hasVersion) && stripToEmpty(product).isEmpty())
                errors.add(new FieldError("product", "required"));
            if (rule.requires("version") && !hasVersion) errors.add(new FieldError("version", "required"));
            if (email != null && contact != null) errors.add(new FieldError("contact", "not-with-email"));
            if (at != null && ticketId != null) errors.add(new FieldError("at", "not-with-ticket"));
            if (exclusion != null && ticketId != null) errors.add(new FieldError("exclusion", "not-with-ticket"));
            if (!errors.isEmpty()) throw ApiException.invalid(errors);
        }

        EntitlementQuery toQuery(String person, @Nullable String customerId) {
            return new EntitlementQuery(person, kind, stripToEmpty(product), stripToEmpty(version), customerId, exclusion);
        }

        private static String stripToEmpty(@Nullable String text) {
            return text == null ? "" : text.strip();
        }
    }

    /** A decision on a ticket, with the instant for which it was made. */
    record StoredDecision(Instant decidedAt, DecisionResponse decision) {}

    record DecisionsResponse(List<StoredDecision> items) {}

    private final DecideEntitlement decideEntitlement;
    private final Decisions decisions;
    private final Policies policies;
    private final PolicyTexts texts;

    EntitlementDecisionController(DecideEntitlement decideEntitlement, Decisions decisions, Policies policies,
            PolicyTexts texts) {
        this.decideEntitlement = decideEntitlement;
        this.decisions = decisions;
        this.policies = policies;
        this.texts = texts;
    }

    @PostMapping
    @Operation(summary = "Decide whether a person may open a ticket")
    @ApiResponse(responseCode = "200", description = "OK")
    @ApiResponse(responseCode = "409", description = "The ticket has 100 decisions")
    DecisionResponse decideEntitlement(Caller caller, @RequestBody @Valid DecisionRequest request) {
        var query = request.toQuery(person(caller, request), customer(caller, request.customer()));
        request.validate(policies.effective());
        var decision = decideEntitlement.handle(new DecideEntitlement.Command(query, request.at(), request.ticketId()));
        return DecisionResponse.of(decision, texts.by(decision.policy()));
    }

    @GetMapping("/{ticket}")
    @Staff
    @Operation(summary = "List the decisions on a ticket, the first one first")
    DecisionsResponse listDecisions(@Parameter(description = "Id of the ticket") @PathVariable String ticket) {
        var found = decisions.find(ticket).orElseThrow(ApiException::notFound).state();
        return new DecisionsResponse(found.all().stream().map(
                decision -> new StoredDecision(decision.decidedAt(), DecisionResponse.of(decision, texts.by(decision.policy()))))
                .toList());
    }

    /** A contact who acts for several companies names one. Another company than these is denied like any other reason. */
    private static @Nullable String customer(Caller caller, @Nullable String requested) {
        return requested == null && caller.companies().size() > 1 ? caller.companyFor("customer", null) : requested;
    }

    /** Returns the person of the query. Only staff may ask for another person. */
    private static String person(Caller caller, DecisionRequest request) {
        var own = caller.email() == null ? caller.person() : caller.email();
        if (request.email() == null && request.contact() == null) return own;
        var asksForSelf = (request.email() == null || EmailAddress.fold(request.email()).equals(caller.email()))
                && (request.contact() == null || request.contact().equals(caller.person()));
        if (asksForSelf) return own;
        if (!caller.isStaff()) throw new ForbiddenException();
        return request.contact() == null ? request.email().strip() : request.contact();
    }
}
