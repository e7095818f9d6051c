package io.amparo.entitlement.holding;

import io.amparo.entitlement.ledger.LotTakeover;
import io.amparo.entitlement.policy.Policies;
import io.amparo.entitlement.contract.Held;
import io.amparo.entitlement.contract.ReadableCustomers;
import io.amparo.events.FieldLimits;
import io.amparo.events.customer.CustomerEvent.AdvisorPackage;
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
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
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

/**
 * HTTP API of the Advisor packages of a customer (R6.1). Staff and the company's contacts read; the vendor's admin writes.
 */
@RestController
@RequestMapping("/api/v1/customers/{id}/packages")
@Callers({Callers.CONTACT, Callers.CONTRACT_ADMINISTRATOR})
class PackageController {

    /** A booked package; {@code units} only for one that is consumed by units. */
    record PackageRequest(@NotNull @Size(max = FieldLimits.PACKAGE_CODE) String code,
            @Nullable @Min(1) @Max(FieldLimits.PACKAGE_UNITS) Integer units, @NotNull LocalDate validFrom,
            @NotNull LocalDate validTo) {
        AdvisorPackage toPackage(Policies policies) {
            var offered = policies.effective().requirePackage("code", code);
            if (units != null && !offered.countsUnits()) throw ApiException.invalid("units", "no-units");
            if (validTo.isBefore(validFrom)) throw ApiException.invalid("validTo", "before-begin");
            return new AdvisorPackage(code, units, validFrom, validTo);
        }
    }

    record PackageResponse(@Schema(description = "Id of the package of the customer", example = "acme-visita-on-site") String id,
            String code, @Nullable Integer units, LocalDate validFrom, LocalDate validTo) {
        static PackageResponse of(Held<AdvisorPackage> held) {
            var value = held.value();
            return new PackageResponse(held.id(), value.code(), value.units(), value.validFrom(), value.validTo());
        }
    }

    record PackagesResponse(List<PackageResponse> items) {}

    private final ReadableCustomers customers;
    private final HeldItems<AdvisorPackage> items;
    private final Policies policies;
    private final LotTakeover lots;

    PackageController(ReadableCustomers customers, HeldItems<AdvisorPackage> items, Policies policies, LotTakeover lots) {
        this.customers = customers;
        this.items = items;
        this.policies = policies;
        this.lots = lots;
    }

    @GetMapping
    @Operation(summary = "List the Advisor packages of a customer, in the order in which they were added")
    ResponseEntity<PackagesResponse> listPackages(Caller caller, @PathVariable String id) {
        var found = customers.find(caller, id);
        return ResponseEntity.ok().eTag(IfMatch.etag(found.version()))
                .body(new PackagesResponse(items.of(found.state()).stream().map(PackageResponse::of).toList()));
    }

    @GetMapping("/{item}")
    @Operation(summary = "Read an Advisor package of a customer")
    ResponseEntity<PackageResponse> getPackage(Caller caller, @PathVariable String id, @PathVariable String item) {
        var found = customers.find(caller, id);
        var held = Held.find(items.of(found.state()), item).orElseThrow(ApiException::notFound);
        return ResponseEntity.ok().eTag(IfMatch.etag(found.version())).body(PackageResponse.of(held));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Staff(Role.ADMIN)
    @Operation(summary = "Add an Advisor package to a customer")
    ResponseEntity<PackageResponse> addPackage(Caller caller, @PathVariable String id, IdempotencyKey key,
            @RequestBody @Valid PackageRequest request) {
        var added = items.add(id, key.id(caller, "packages/" + id), caller.person(), request.toPackage(policies));
        lots.openUnits(customers.find(caller, id).state());
        var location = UriComponentsBuilder.fromPath("/api/v1/customers/{id}/packages/{item}")
                .buildAndExpand(id, added.state().id()).toUri();
        return ResponseEntity.created(location).eTag(IfMatch.etag(added.version())).body(PackageResponse.of(added.state()));
    }

    @PutMapping("/{item}")
    @Staff(Role.ADMIN)
    @Operation(summary = "Change an Advisor package of a customer")
    ResponseEntity<PackageResponse> changePackage(Caller caller, @PathVariable String id, @PathVariable String item,
            IfMatch ifMatch, @RequestBody @Valid PackageRequest request) {
        var changed = new Held<>(item, request.toPackage(policies));
        var found = items.replace(id, changed, caller.person(), ifMatch.version());
        lots.openUnits(found.state());
        return ResponseEntity.ok().eTag(IfMatch.etag(found.version())).body(PackageResponse.of(changed));
    }

    @DeleteMapping("/{item}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Staff(Role.ADMIN)
    @Operation(summary = "Remove an Advisor package from a customer")
    void removePackage(Caller caller, @PathVariable String id, @PathVariable String item, IfMatch ifMatch) {
        items.remove(id, item, caller.person(), ifMatch.version());
    }
}
