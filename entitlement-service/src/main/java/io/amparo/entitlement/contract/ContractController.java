package io.amparo.entitlement.contract;

import io.amparo.entitlement.contract.ChangeContract.Terms;
import io.amparo.events.FieldLimits;
import io.amparo.events.Vocabulary;
import io.amparo.events.customer.CustomerEvent.Suspension;
import io.amparo.events.customer.CustomerEvent.Waiver;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Callers;
import io.amparo.platform.security.Role;
import io.amparo.platform.security.Staff;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.IdempotencyKey;
import io.amparo.platform.web.IfMatch;
import io.amparo.platform.web.OneOf;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** HTTP API of the contract of a customer: its periods and their suspensions. The vendor's admin writes. */
@RestController
@RequestMapping("/api/v1/customers/{id}")
@Callers({Callers.CONTACT, Callers.CONTRACT_ADMINISTRATOR})
class ContractController {

    /** The contract of today in a response. */
    record ContractResponse(@Schema(example = "PREMIUM") String edition, LocalDate validFrom, LocalDate validTo, String slaPlan) {
        static ContractResponse of(Period period) {
            return new ContractResponse(period.edition(), period.validFrom(), period.validTo(), period.slaPlan());
        }
    }

    /** The terms of a period; {@code reason} accompanies the due dates that the change moves. */
    record ContractRequest(
            @Schema(description = "Code of an edition of the support policy", example = "PREMIUM") @NotNull @Size(max = FieldLimits.PLAN_ID) String edition,
            @NotNull LocalDate validFrom, @NotNull LocalDate validTo,
            @NotNull @Pattern(regexp = "[a-z0-9][a-z0-9-]*") @Size(max = FieldLimits.PLAN_ID) String slaPlan,
            @Size(max = FieldLimits.CLOCK_CHANGE_REASON) @Nullable String reason) {
        Terms toTerms() {
            if (validTo.isBefore(validFrom)) throw ApiException.invalid("validTo", "before-begin");
            return new Terms(edition, validFrom, validTo, slaPlan);
        }
    }

    /** Days on which nothing is covered; without {@code to}, until the end of the period. */
    record SuspensionRequest(@NotNull LocalDate from, @Nullable LocalDate to,
            @NotBlank @Size(max = FieldLimits.CLOCK_CHANGE_REASON) String reason) {
        Suspension toSuspension() {
            return new Suspension(from, to, reason.strip());
        }
    }

    /** The end of a suspension. */
    record SuspensionEndRequest(@NotNull LocalDate to, @NotBlank @Size(max = FieldLimits.CLOCK_CHANGE_REASON) String reason) {}

    /** An exclusion that a period waives. */
    record PeriodWaiverJson(@OneOf(Vocabulary.Exclusion.class) String code, LocalDate from, LocalDate to) {
        static PeriodWaiverJson of(Waiver waiver) {
            return new PeriodWaiverJson(waiver.code(), waiver.from(), waiver.to());
        }
    }

    record PeriodResponse(@Schema(example = "acme-2027") String id, @Schema(example = "PREMIUM") String edition,
            LocalDate validFrom, LocalDate validTo, String slaPlan, List<Suspension> suspensions,
            List<PeriodWaiverJson> waivers) {
        static PeriodResponse of(Period period) {
            return new PeriodResponse(period.id(), period.edition(), period.validFrom(), period.validTo(), period.slaPlan(),
                    period.suspensions(), period.waivers().stream().map(PeriodWaiverJson::of).toList());
        }
    }

    record PeriodsResponse(List<PeriodResponse> items) {}

    private final ReadableCustomers customers;
    private final ChangeContract changeContract;
    private final SuspendContract suspendContract;
    private final Clock clock;

    ContractController(ReadableCustomers customers, ChangeContract changeContract, SuspendContract suspendContract, Clock clock) {
        this.customers = customers;
        this.changeContract = changeContract;
        this.suspendContract = suspendContract;
        this.clock = clock;
    }

    @GetMapping("/contract")
    @Operation(summary = "Read the contract of a customer today", description = "The period of today, otherwise the next one, "
            + "otherwise the last one.")
    ResponseEntity<ContractResponse> getContract(Caller caller, @PathVariable String id) {
        var found = customers.find(caller, id);
        var today = found.state().dayOf(clock.instant());
        var period = found.state().periods().termsOn(today).orElseThrow(ApiException::notFound);
        return ResponseEntity.ok().eTag(IfMatch.etag(found.version())).body(ContractResponse.of(period));
    }

    @PutMapping("/contract")
    @Staff(Role.ADMIN)
    @Operation(summary = "Change or renew the contract of a customer", description = "Changes the period of today. Dates that lie "
            + "after it add the next period, or change the one that begins on that day.")
    ResponseEntity<CustomerResponse> changeContract(Caller caller, @PathVariable String id, IfMatch ifMatch,
            @RequestBody @Valid ContractRequest request) {
        return CustomerResponse.entity(caller, change(caller, id, null, ifMatch, request), clock.instant());
    }

    @GetMapping("/periods")
    @Operation(summary = "List the periods of the contract of a customer, in the order of their days")
    ResponseEntity<PeriodsResponse> listPeriods(Caller caller, @PathVariable String id) {
        var found = customers.find(caller, id);
        return ResponseEntity.ok().eTag(IfMatch.etag(found.version()))
                .body(new PeriodsResponse(found.state().periods().all().stream().map(PeriodResponse::of).toList()));
    }

    @GetMapping("/periods/{period}")
    @Operation(summary = "Read a period of the contract of a customer")
    ResponseEntity<PeriodResponse> getPeriod(Caller caller, @PathVariable String id, @PathVariable String period) {
        return toResponse(customers.find(caller, id), period);
    }

    @PostMapping("/periods")
    @ResponseStatus(HttpStatus.CREATED)
    @Staff(Role.ADMIN)
    @Operation(summary = "Add a period to the contract of a customer", description = "Periods never overlap; days between them "
            + "are not covered.")
    ResponseEntity<PeriodResponse> addPeriod(Caller caller, @PathVariable String id, IdempotencyKey key,
            @RequestBody @Valid ContractRequest request) {
        var added = changeContract.add(id, key.id(caller, "period/" + id), request.toTerms(), caller.person(), request.reason());
        return ResponseEntity.created(location("/api/v1/customers/{id}/periods/{period}", id, added.state().id()))
                .eTag(IfMatch.etag(added.version())).body(PeriodResponse.of(added.state()));
    }

    @PutMapping("/periods/{period}")
    @Staff(Role.ADMIN)
    @Operation(summary = "Change a period of the contract of a customer")
    ResponseEntity<PeriodResponse> changePeriod(Caller caller, @PathVariable String id, @PathVariable String period,
            IfMatch ifMatch, @RequestBody @Valid ContractRequest request) {
        return toResponse(change(caller, id, period, ifMatch, request), period);
    }

    private Versioned<Customer> change(Caller caller, String id, @Nullable String period, IfMatch ifMatch,
            ContractRequest request) {
        return changeContract.handle(
                new ChangeContract.Command(id, period, request.toTerms(), caller.person(), request.reason(), ifMatch.version()));
    }

    @PostMapping("/periods/{period}/suspensions")
    @ResponseStatus(HttpStatus.CREATED)
    @Staff(Role.ADMIN)
    @Operation(summary = "Suspend a period of the contract of a customer", description = "On a suspended day every request is "
            + "denied with the reason contract-suspended.")
    ResponseEntity<Suspension> suspendContract(Caller caller, @PathVariable String id, @PathVariable String period,
            IdempotencyKey key, @RequestBody @Valid SuspensionRequest request) {
        var added = suspendContract.begin(id, period, request.toSuspension(), caller.person(),
                key.id(caller, "suspension/" + id + "/" + period));
        return ResponseEntity
                .created(location("/api/v1/customers/{id}/periods/{period}/suspensions/{from}", id, period, added.state().from()))
                .eTag(IfMatch.etag(added.version())).body(added.state());
    }

    @PutMapping("/periods/{period}/suspensions/{from}")
    @Staff(Role.ADMIN)
    @Operation(summary = "End a suspension on a day")
    ResponseEntity<PeriodResponse> endSuspension(Caller caller, @PathVariable String id, @PathVariable String period,
            @Parameter(description = "First day of the suspension") @PathVariable String from, IfMatch ifMatch,
            @RequestBody @Valid SuspensionEndRequest request) {
        return toResponse(suspendContract.change(id, period, new Suspension(day(from), request.to(), request.reason().strip()),
                caller.person(), ifMatch.version()), period);
    }

    @DeleteMapping("/periods/{period}/suspensions/{from}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Staff(Role.ADMIN)
    @Operation(summary = "Remove a suspension that was recorded by mistake")
    void removeSuspension(Caller caller, @PathVariable String id, @PathVariable String period,
            @Parameter(description = "First day of the suspension") @PathVariable String from, IfMatch ifMatch) {
        suspendContract.remove(id, period, day(from), caller.person(), ifMatch.version());
    }

    /** Another text is the first day of no suspension. */
    private static LocalDate day(String from) {
        try {
            return LocalDate.parse(from);
        } catch (DateTimeParseException noDay) {
            throw ApiException.notFound();
        }
    }

    private static ResponseEntity<PeriodResponse> toResponse(Versioned<Customer> found, String period) {
        return ResponseEntity.ok().eTag(IfMatch.etag(found.version()))
                .body(PeriodResponse.of(found.state().periods().withId(period).orElseThrow(ApiException::notFound)));
    }

    private static URI location(String path, Object... ids) {
        return UriComponentsBuilder.fromPath(path).buildAndExpand(ids).toUri();
    }
}
