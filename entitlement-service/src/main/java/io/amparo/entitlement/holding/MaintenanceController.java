package io.amparo.entitlement.holding;

import io.amparo.entitlement.contract.Held;
import io.amparo.entitlement.contract.ReadableCustomers;
import io.amparo.events.FieldLimits;
import io.amparo.events.customer.CustomerEvent.RemainingMaintenance;
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
import jakarta.validation.constraints.Pattern;
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

/**
 * HTTP API of the support of a customer beyond the end of life of products (R10.3). Staff and the company's contacts read; the
 * vendor's admin writes.
 */
@RestController
@RequestMapping("/api/v1/customers/{id}/maintenance")
@Callers({Callers.CONTACT, Callers.CONTRACT_ADMINISTRATOR})
class MaintenanceController {

    /** Support of a product until a day, included. */
    record MaintenanceRequest(
            @NotNull @Pattern(regexp = "[a-z0-9][a-z0-9-]*") @Size(max = FieldLimits.PRODUCT_ID) String productId,
            @NotNull LocalDate until) {
        RemainingMaintenance toMaintenance() {
            return new RemainingMaintenance(productId, until);
        }
    }

    record MaintenanceResponse(@Schema(description = "Id of the maintenance", example = "acme-opmon-8") String id,
            String productId, LocalDate until) {
        static MaintenanceResponse of(Held<RemainingMaintenance> held) {
            var value = held.value();
            return new MaintenanceResponse(held.id(), value.productId(), value.until());
        }
    }

    record MaintenanceListResponse(List<MaintenanceResponse> items) {}

    private final ReadableCustomers customers;
    private final HeldItems<RemainingMaintenance> items;

    MaintenanceController(ReadableCustomers customers, HeldItems<RemainingMaintenance> items) {
        this.customers = customers;
        this.items = items;
    }

    @GetMapping
    @Operation(summary = "List the remaining maintenance of a customer, in the order in which they were added")
    ResponseEntity<MaintenanceListResponse> listMaintenance(Caller caller, @PathVariable String id) {
        var found = customers.find(caller, id);
        return ResponseEntity.ok().eTag(IfMatch.etag(found.version()))
                .body(new MaintenanceListResponse(items.of(found.state()).stream().map(MaintenanceResponse::of).toList()));
    }

    @GetMapping("/{item}")
    @Operation(summary = "Read a remaining maintenance of a customer")
    ResponseEntity<MaintenanceResponse> getMaintenance(Caller caller, @PathVariable String id, @PathVariable String item) {
        var found = customers.find(caller, id);
        var held = Held.find(items.of(found.state()), item).orElseThrow(ApiException::notFound);
        return ResponseEntity.ok().eTag(IfMatch.etag(found.version())).body(MaintenanceResponse.of(held));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Staff(Role.ADMIN)
    @Operation(summary = "Add a remaining maintenance to a customer")
    ResponseEntity<MaintenanceResponse> addMaintenance(Caller caller, @PathVariable String id, IdempotencyKey key,
            @RequestBody @Valid MaintenanceRequest request) {
        var added = items.add(id, key.id(caller, "maintenance/" + id), caller.person(), request.toMaintenance());
        var location = UriComponentsBuilder.fromPath("/api/v1/customers/{id}/maintenance/{item}")
                .buildAndExpand(id, added.state().id()).toUri();
        return ResponseEntity.created(location).eTag(IfMatch.etag(added.version())).body(MaintenanceResponse.of(added.state()));
    }

    @PutMapping("/{item}")
    @Staff(Role.ADMIN)
    @Operation(summary = "Change a remaining maintenance of a customer")
    ResponseEntity<MaintenanceResponse> changeMaintenance(Caller caller, @PathVariable String id, @PathVariable String item,
            IfMatch ifMatch, @RequestBody @Valid MaintenanceRequest request) {
        var changed = new Held<>(item, request.toMaintenance());
        var found = items.replace(id, changed, caller.person(), ifMatch.version());
        return ResponseEntity.ok().eTag(IfMatch.etag(found.version())).body(MaintenanceResponse.of(changed));
    }

    @DeleteMapping("/{item}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Staff(Role.ADMIN)
    @Operation(summary = "Remove a remaining maintenance from a customer")
    void removeMaintenance(Caller caller, @PathVariable String id, @PathVariable String item, IfMatch ifMatch) {
        items.remove(id, item, caller.person(), ifMatch.version());
    }
}
