package io.amparo.entitlement.holding;

import io.amparo.entitlement.contract.ReadableCustomers;
import io.amparo.entitlement.policy.Policies;
import io.amparo.events.FieldLimits;
import io.amparo.events.customer.CustomerEvent.Waiver;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Callers;
import io.amparo.platform.security.Role;
import io.amparo.platform.security.Staff;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.IdempotencyKey;
import io.amparo.platform.web.IfMatch;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
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

/** HTTP API of the exclusions that a contract waives (R8.3). Staff and the company's contacts read; the vendor's admin writes. */
@RestController
@RequestMapping("/api/v1/customers/{id}/waivers")
@Callers({Callers.CONTACT, Callers.CONTRACT_ADMINISTRATOR})
class WaiverController {
    /** A waived exclusion; its days are days of one period of the contract. */
    record WaiverRequest(@NotNull @Size(max = FieldLimits.EXCLUSION_CODE) String code, @NotNull LocalDate from,
            @NotNull LocalDate to) {
        Waiver toWaiver(Policies policies) {
            policies.effective().requireExclusion("code", code);
            if (to.isBefore(from)) throw ApiException.invalid("to", "before-begin");
            return new Waiver(code, from, to);
        }
    }

    record WaiverResponse(@Schema(description = "Id of the waiver", example = "X14-2026-01-01") String id, String code,
            LocalDate from, LocalDate to) {
        static WaiverResponse of(Waiver waiver) {
            return new WaiverResponse(ChangeWaivers.idOf(waiver), waiver.code(), waiver.from(), waiver.to());
        }
    }

    record WaiversResponse(List<WaiverResponse> items) {}

    private final ReadableCustomers customers;
    private final ChangeWaivers waivers;
    private final Policies policies;

    WaiverController(ReadableCustomers customers, ChangeWaivers waivers, Policies policies) {
        this.customers = customers;
        this.waivers = waivers;
        this.policies = policies;
    }

    @GetMapping
    @Operation(summary = "List the waived exclusions of a customer, in the order of the periods")
    ResponseEntity<WaiversResponse> listWaivers(Caller caller, @PathVariable String id) {
        var found = customers.find(caller, id);
        return ResponseEntity.ok().eTag(IfMatch.etag(found.version()))
                .body(new WaiversResponse(ChangeWaivers.of(found.state()).stream().map(WaiverResponse::of).toList()));
    }

    @GetMapping("/{waiver}")
    @Operation(summary = "Read a waived exclusion of a customer")
    ResponseEntity<WaiverResponse> getWaiver(Caller caller, @PathVariable String id, @PathVariable String waiver) {
        var found = customers.find(caller, id);
        return ResponseEntity.ok().eTag(IfMatch.etag(found.version()))
                .body(ChangeWaivers.find(found.state(), waiver).map(WaiverResponse::of).orElseThrow(ApiException::notFound));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Staff(Role.ADMIN)
    @Operation(summary = "Waive an exclusion for a customer")
    ResponseEntity<WaiverResponse> addWaiver(Caller caller, @PathVariable String id, IdempotencyKey key,
            @RequestBody @Valid WaiverRequest request) {
        var added = waivers.add(id, request.toWaiver(policies), caller.person(), key.id(caller, "waivers/" + id));
        var body = WaiverResponse.of(added.state());
        var location = UriComponentsBuilder.fromPath("/api/v1/customers/{id}/waivers/{waiver}").buildAndExpand(id, body.id())
                .toUri();
        return ResponseEntity.created(location).eTag(IfMatch.etag(added.version())).body(body);
    }

    @PutMapping("/{waiver}")
    @Staff(Role.ADMIN)
    @Operation(summary = "Change a waived exclusion of a customer", description = "Another code or first day changes the id.")
    ResponseEntity<WaiverResponse> changeWaiver(Caller caller, @PathVariable String id, @PathVariable String waiver,
            IfMatch ifMatch, @RequestBody @Valid WaiverRequest request) {
        var changed = request.toWaiver(policies);
        var found = waivers.replace(id, waiver, changed, caller.person(), ifMatch.version());
        return ResponseEntity.ok().eTag(IfMatch.etag(found.version())).body(WaiverResponse.of(changed));
    }

    @DeleteMapping("/{waiver}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Staff(Role.ADMIN)
    @Operation(summary = "Remove a waived exclusion from a customer")
    void removeWaiver(Caller caller, @PathVariable String id, @PathVariable String waiver, IfMatch ifMatch) {
        waivers.remove(id, waiver, caller.person(), ifMatch.version());
    }
}
