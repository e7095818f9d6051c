package io.amparo.entitlement.hours;

import io.amparo.entitlement.contract.ReadableCustomers;
import io.amparo.entitlement.hours.HoursController.RoundingResponse;
import io.amparo.entitlement.ledger.ReserveHours;
import io.amparo.entitlement.ledger.Rounding;
import io.amparo.events.FieldLimits;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Callers;
import io.amparo.platform.security.ForbiddenException;
import io.amparo.platform.security.Role;
import io.amparo.platform.security.Staff;
import io.amparo.platform.web.Action;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.Cursor;
import io.amparo.platform.web.IdempotencyKey;
import io.amparo.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * HTTP API of estimates and overages of consultancy hours. Agents propose, a contract administrator accepts, and the vendor's
 * admin approves what exceeds an estimate.
 */
@RestController
@RequestMapping("/api/v1/customers/{id}/hours")
@Callers({Callers.CONTACT, Callers.CONTRACT_ADMINISTRATOR})
class EstimateController {

    /** What the work on a ticket is expected to take. */
    record EstimateRequest(@NotBlank @Pattern(regexp = HoursController.TICKET) String ticket,
            @NotNull @Min(1) @Max(HoursController.MAX_MINUTES) Integer minutes,
            @Schema(description = "What is to be done") @NotBlank @Size(max = FieldLimits.REASON) String description) {}

    /** What a ticket may take beyond its estimates, and the balance below zero. */
    record OverageRequest(@NotBlank @Pattern(regexp = HoursController.TICKET) String ticket,
            @NotNull @Min(1) @Max(HoursController.MAX_MINUTES) Integer minutes,
            @NotBlank @Size(max = FieldLimits.REASON) String reason) {}

    record OverageResponse(String ticket, @Schema(description = "Approved minutes, whole blocks") int minutes,
            RoundingResponse rounding) {}

    /** Whether the customer has accepted. */
    enum EstimateState {
        PROPOSED, ACCEPTED
    }

    record EstimateResponse(String id, String ticket, @Schema(description = "Whole blocks of the rounding rule") int minutes,
            String description, EstimateState state, @Schema(description = "Person id of who proposed it") String proposedBy,
            Instant proposedAt, @Schema(description = "Person id of who accepted it") @Nullable String acceptedBy,
            @Nullable Instant acceptedAt, List<Action> actions) {
        static EstimateResponse of(Estimate estimate, Caller caller) {
            var path = location(estimate).toString() + "/acceptance";
            boolean isOpen = estimate.acceptedBy() == null;
            return new EstimateResponse(estimate.id(), estimate.ticket(), estimate.minutes(), estimate.description(),
                    isOpen ? EstimateState.PROPOSED : EstimateState.ACCEPTED, estimate.by(), estimate.proposedAt(),
                    estimate.acceptedBy(), estimate.acceptedAt(),
                    isOpen && caller.isAdministratorOf(estimate.customerId())
                            ? List.of(new Action("ACCEPT_ESTIMATE", "POST", path, null, null))
                            : List.of());
        }

        private static URI location(Estimate estimate) {
            return UriComponentsBuilder.fromPath("/api/v1/customers/{id}/hours/estimates/{estimate}")
                    .buildAndExpand(estimate.customerId(), estimate.id()).toUri();
        }
    }

    private final ReadableCustomers customers;
    private final Estimates estimates;
    private final AcceptEstimate acceptEstimate;
    private final ReserveHours reserveHours;
    private final Rounding rounding;
    private final Clock clock;

    EstimateController(ReadableCustomers customers, Estimates estimates, AcceptEstimate acceptEstimate, ReserveHours reserveHours,
            Rounding rounding, Clock clock) {
        this.customers = customers;
        this.estimates = estimates;
        this.acceptEstimate = acceptEstimate;
        this.reserveHours = reserveHours;
        this.rounding = rounding;
        this.clock = clock;
    }

    @GetMapping("/estimates")
    @Operation(summary = "List the estimates of a customer, newest first")
    Page<EstimateResponse> listEstimates(Caller caller, @PathVariable String id, @Valid @ParameterObject Page.Request page) {
        customers.find(caller, id).state();
        var found = estimates.page(id, Cursor.parse(page.after()), page.limit() + 1);
        return page.of(found, estimate -> Cursor.of(estimate.proposedAt(), estimate.id()).toString())
                .map(estimate -> EstimateResponse.of(estimate, caller));
    }

    @GetMapping("/estimates/{estimate}")
    @Operation(summary = "Read an estimate")
    EstimateResponse getEstimate(Caller caller, @PathVariable String id,
            @Parameter(description = "Id of the estimate") @PathVariable String estimate) {
        return EstimateResponse.of(find(caller, id, estimate), caller);
    }

    @PostMapping("/estimates")
    @ResponseStatus(HttpStatus.CREATED)
    @Staff({Role.AGENT, Role.ADMIN})
    @Operation(summary = "Propose an estimate for a ticket", description = "The minutes are rounded up to whole "
            + "blocks. Nothing is reserved before a contract administrator accepts it.")
    ResponseEntity<EstimateResponse> proposeEstimate(Caller caller, @PathVariable String id, IdempotencyKey key,
            @RequestBody @Valid EstimateRequest request) {
        customers.find(caller, id).state();
        var estimateId = key.id(caller, "estimate/" + id);
        estimates.insert(estimateId, "proposal", Estimate.propose(estimateId, id, request.ticket(),
                rounding.up(request.minutes()), request.description(), caller.person(), clock.instant()));
        var estimate = estimates.find(estimateId).orElseThrow().state();
        return ResponseEntity.created(EstimateResponse.location(estimate)).body(EstimateResponse.of(estimate, caller));
    }

    @PostMapping("/estimates/{estimate}/acceptance")
    @Callers(value = Callers.CONTRACT_ADMINISTRATOR, staff = {})
    @Operation(summary = "Accept an estimate, which reserves its hours", description = "Repeating it changes nothing.")
    EstimateResponse acceptEstimate(Caller caller, @PathVariable String id,
            @Parameter(description = "Id of the estimate") @PathVariable String estimate) {
        var found = find(caller, id, estimate);
        if (!caller.isAdministratorOf(id)) throw new ForbiddenException();
        return EstimateResponse.of(acceptEstimate.handle(new AcceptEstimate.Command(found.id(), caller.person())), caller);
    }

    @PostMapping("/overages")
    @ResponseStatus(HttpStatus.CREATED)
    @Staff(Role.ADMIN)
    @Operation(summary = "Approve hours beyond the estimates of a ticket", description = "The approval is an entry of the lot "
            + "that expires last. Its balance may be below zero by so many minutes, which only this ticket may use.")
    ResponseEntity<OverageResponse> approveOverage(Caller caller, @PathVariable String id, IdempotencyKey key,
            @RequestBody @Valid OverageRequest request) {
        customers.find(caller, id).state();
        int minutes = rounding.up(request.minutes());
        reserveHours.approveOverage(new ReserveHours.Command(key.id(caller, "overage/" + id), id, request.ticket(), minutes,
                request.reason(), caller.person()));
        return ResponseEntity.created(HoursController.location(id))
                .body(new OverageResponse(request.ticket(), minutes, RoundingResponse.of(rounding)));
    }

    private Estimate find(Caller caller, String customerId, String estimateId) {
        customers.find(caller, customerId).state();
        return estimates.find(estimateId).map(found -> found.state()).filter(found -> found.customerId().equals(customerId))
                .orElseThrow(ApiException::notFound);
    }
}
