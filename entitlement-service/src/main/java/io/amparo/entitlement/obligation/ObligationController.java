package io.amparo.entitlement.obligation;

import io.amparo.entitlement.contract.Customer;
import io.amparo.entitlement.contract.ReadableCustomers;
import io.amparo.entitlement.message.LocalizedMessages;
import io.amparo.entitlement.policy.Policies;
import io.amparo.entitlement.policy.SupportPolicy.Duty;
import io.amparo.events.FieldLimits;
import io.amparo.events.Vocabulary.DutyState;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Callers;
import io.amparo.platform.security.Role;
import io.amparo.platform.security.Staff;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.IfMatch;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * HTTP API of the duties of a customer and of the vendor towards it (requirements, section 9). Staff and the company's contacts
 * read; agents and the vendor's admin assess.
 */
@RestController
@RequestMapping("/api/v1/customers/{id}/obligations")
@Callers({Callers.CONTACT, Callers.CONTRACT_ADMINISTRATOR})
class ObligationController {

    /** The judgement of the caller about a duty; without {@code validTo} it has no end. */
    record AssessmentRequest(@NotNull DutyState state,
            @Schema(description = "The reason, which the customer can read") @NotBlank @Size(max = FieldLimits.REASON) String note,
            @Schema(description = "Last day on which it counts, in the customer's zone") @Nullable LocalDate validTo) {}

    /** The duties of the policy in force, in its order. */
    record ObligationsResponse(List<ObligationResponse> items) {}

    private final ReadableCustomers customers;
    private final Obligations obligations;
    private final AssessDuty assessDuty;
    private final Policies policies;
    private final LocalizedMessages messages;
    private final JsonMapper json;
    private final Clock clock;

    ObligationController(ReadableCustomers customers, Obligations obligations, AssessDuty assessDuty, Policies policies,
            LocalizedMessages messages, JsonMapper json, Clock clock) {
        this.customers = customers;
        this.obligations = obligations;
        this.assessDuty = assessDuty;
        this.policies = policies;
        this.messages = messages;
        this.json = json;
        this.clock = clock;
    }

    @GetMapping
    @Operation(summary = "List the duties of a customer and of the vendor towards it, in the order of the policy")
    ResponseEntity<ObligationsResponse> listObligations(Caller caller, @PathVariable String id) {
        customers.find(caller, id);
        var recorded = obligations.of(id);
        var now = clock.instant();
        var body = new ObligationsResponse(policies.effective().duties().stream()
                .map(duty -> ObligationResponse.listed(duty,
                        Optional.ofNullable(recorded.get(duty.code())).map(Versioned::state)
                                .orElse(Obligation.unknown(id, duty.code())),
                        messages, LocaleContextHolder.getLocale(), now))
                .toList());
        long version = recorded.values().stream().mapToLong(Versioned::version).sum();
        return ResponseEntity.ok().eTag(IfMatch.etag(version, json.writeValueAsString(body))).body(body);
    }

    @GetMapping("/{duty}")
    @Operation(summary = "Read a duty with its evidence and its assessments")
    ResponseEntity<ObligationResponse> getObligation(Caller caller, @PathVariable String id,
            @Parameter(description = "Code of the duty") @PathVariable("duty") String code) {
        customers.find(caller, id);
        var duty = duty(code);
        var found = obligations.find(Obligation.id(id, code))
                .orElseGet(() -> new Versioned<>(Obligation.id(id, code), 0, Obligation.unknown(id, code)));
        return toResponse(duty, found);
    }

    @PutMapping("/{duty}")
    @Staff({Role.AGENT, Role.ADMIN})
    @Operation(summary = "Assess a duty", description = "With a last day it counts through that day, otherwise until newer "
            + "evidence; in both cases until the next assessment. The earlier ones stay in the history.")
    ResponseEntity<ObligationResponse> assessDuty(Caller caller, @PathVariable String id,
            @Parameter(description = "Code of the duty") @PathVariable("duty") String code, IfMatch ifMatch,
            @RequestBody @Valid AssessmentRequest request) {
        var customer = customers.find(caller, id).state();
        var duty = duty(code);
        if (request.validTo() != null && request.validTo().isBefore(today(customer)))
            throw ApiException.invalid("validTo", "past");
        if (ifMatch.version() != 0 && obligations.find(Obligation.id(id, code)).isEmpty())
            throw ApiException.of(HttpStatus.PRECONDITION_FAILED, "stale");
        return toResponse(duty, assessDuty.handle(new AssessDuty.Command(id, ZoneId.of(customer.zone()), duty, request.state(),
                request.note().strip(), request.validTo(), caller.person(), ifMatch.version())));
    }

    private LocalDate today(Customer customer) {
        return customer.dayOf(clock.instant());
    }

    private Duty duty(String code) {
        return policies.effective().duty(code).orElseThrow(ApiException::notFound);
    }

    private ResponseEntity<ObligationResponse> toResponse(Duty duty, Versioned<Obligation> found) {
        Instant now = clock.instant();
        var body = ObligationResponse.whole(duty, found.state(), messages, LocaleContextHolder.getLocale(), now);
        return ResponseEntity.ok().eTag(IfMatch.etag(found.version(), json.writeValueAsString(body))).body(body);
    }
}
