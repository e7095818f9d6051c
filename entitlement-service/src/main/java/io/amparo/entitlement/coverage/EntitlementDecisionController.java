package io.amparo.entitlement.coverage;

import io.amparo.entitlement.message.LocalizedMessages;
import io.amparo.events.FieldLimits;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Callers;
import io.amparo.platform.security.ForbiddenException;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.ApiException.FieldError;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * HTTP API of entitlement decisions. Callers query for themselves (also through ticket-service, with their token), staff for
 * anyone.
 */
@RestController
@RequestMapping("/api/v1/entitlement-decisions")
@Callers({Callers.CONTACT, Callers.CONTRACT_ADMINISTRATOR, Callers.MACHINE})
class EntitlementDecisionController {

    /**
     * @param email e-mail of a person, or client id of a machine
     * @param ticketId id of the ticket that is being opened; the same id gets the same grant
     */
    record DecisionRequest(@NotBlank @Size(max = FieldLimits.EMAIL) String email, @NotNull Kind kind,
            @Nullable @Size(max = FieldLimits.PRODUCT_ID) String product,
            @Nullable @Size(max = FieldLimits.VERSION) String version, @Nullable Instant at,
            @Nullable @Pattern(regexp = "[A-Za-z0-9-]+") @Size(max = FieldLimits.TICKET_ID) String ticketId,
            @Nullable @Pattern(regexp = "[a-z0-9-]+") @Size(max = FieldLimits.CUSTOMER_ID) String customer) {

        /**
         * Requires product and version for Professional Support, and a product with a version. Forbids {@code at} together with
         * {@code ticketId}: a stored decision is for the current instant, or a past entitlement could be stored.
         */
        void validate() {
            var errors = new ArrayList<FieldError>();
            var hasVersion = !stripToEmpty(version).isEmpty();
            if ((kind.isProfessionalSupport() || hasVersion) && stripToEmpty(product).isEmpty())
                errors.add(new FieldError("product", "required"));
            if (kind.isProfessionalSupport() && !hasVersion) errors.add(new FieldError("version", "required"));
            if (at != null && ticketId != null) errors.add(new FieldError("at", "not-with-ticket"));
            if (!errors.isEmpty()) throw ApiException.invalid(errors);
        }

        EntitlementQuery toQuery() {
            return new EntitlementQuery(email, kind, stripToEmpty(product), stripToEmpty(version), customer);
        }

        private static String stripToEmpty(@Nullable String text) {
            return text == null ? "" : text.strip();
        }
    }

    private final DecideEntitlement decideEntitlement;
    private final LocalizedMessages messages;

    EntitlementDecisionController(DecideEntitlement decideEntitlement, LocalizedMessages messages) {
        this.decideEntitlement = decideEntitlement;
        this.messages = messages;
    }

    @PostMapping
    @Operation(summary = "Decide whether a person may open a ticket")
    DecisionResponse decideEntitlement(Caller caller, @RequestBody @Valid DecisionRequest request) {
        var query = request.toQuery();
        if (!caller.isStaff() && !caller.person().equalsIgnoreCase(query.email())) throw new ForbiddenException();
        request.validate();
        return DecisionResponse
                .of(decideEntitlement.handle(new DecideEntitlement.Command(query, request.at(), request.ticketId())), messages);
    }
}
