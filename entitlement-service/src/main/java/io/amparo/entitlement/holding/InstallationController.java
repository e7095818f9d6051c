package io.amparo.entitlement.holding;

import io.amparo.entitlement.contract.Held;
import io.amparo.entitlement.contract.ReadableCustomers;
import io.amparo.events.FieldLimits;
import io.amparo.events.customer.CustomerEvent.Installation;
import io.amparo.events.product.ReleaseVersion;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Callers;
import io.amparo.platform.security.Role;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.IdempotencyKey;
import io.amparo.platform.web.IfMatch;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
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
 * HTTP API of the installed product versions of a customer. Staff and the company's contacts read; its administrators and the
 * vendor's admin write.
 */
@RestController
@RequestMapping("/api/v1/customers/{id}/installations")
@Callers({Callers.CONTACT, Callers.CONTRACT_ADMINISTRATOR})
class InstallationController {

    /** An installed version, with major and minor. */
    record InstallationRequest(
            @NotNull @Pattern(regexp = "[a-z0-9][a-z0-9-]*") @Size(max = FieldLimits.PRODUCT_ID) String productId,
            @NotBlank @Size(max = FieldLimits.VERSION) String version) {
        Installation toInstallation() {
            if (ReleaseVersion.parse(version.strip()).isEmpty()) throw ApiException.invalid("version", "no-version", "9.2");
            return new Installation(productId, version.strip());
        }
    }

    record InstallationResponse(@Schema(description = "Id of the installation", example = "acme-opmon-9") String id,
            String productId, String version) {
        static InstallationResponse of(Held<Installation> held) {
            var value = held.value();
            return new InstallationResponse(held.id(), value.productId(), value.version());
        }
    }

    record InstallationsResponse(List<InstallationResponse> items) {}

    private final ReadableCustomers customers;
    private final HeldItems<Installation> items;

    InstallationController(ReadableCustomers customers, HeldItems<Installation> items) {
        this.customers = customers;
        this.items = items;
    }

    @GetMapping
    @Operation(summary = "List the installed product versions of a customer, in the order in which they were added")
    ResponseEntity<InstallationsResponse> listInstallations(Caller caller, @PathVariable String id) {
        var found = customers.find(caller, id);
        return ResponseEntity.ok().eTag(IfMatch.etag(found.version()))
                .body(new InstallationsResponse(items.of(found.state()).stream().map(InstallationResponse::of).toList()));
    }

    @GetMapping("/{item}")
    @Operation(summary = "Read an installed product version of a customer")
    ResponseEntity<InstallationResponse> getInstallation(Caller caller, @PathVariable String id, @PathVariable String item) {
        var found = customers.find(caller, id);
        var held = Held.find(items.of(found.state()), item).orElseThrow(ApiException::notFound);
        return ResponseEntity.ok().eTag(IfMatch.etag(found.version())).body(InstallationResponse.of(held));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Callers(value = Callers.CONTRACT_ADMINISTRATOR, staff = Role.ADMIN)
    @Operation(summary = "Add an installed product version to a customer")
    ResponseEntity<InstallationResponse> addInstallation(Caller caller, @PathVariable String id, IdempotencyKey key,
            @RequestBody @Valid InstallationRequest request) {
        customers.findWritable(caller, id);
        var added = items.add(id, key.id(caller, "installations/" + id), caller.person(), request.toInstallation());
        var location = UriComponentsBuilder.fromPath("/api/v1/customers/{id}/installations/{item}")
                .buildAndExpand(id, added.state().id()).toUri();
        return ResponseEntity.created(location).eTag(IfMatch.etag(added.version())).body(InstallationResponse.of(added.state()));
    }

    @PutMapping("/{item}")
    @Callers(value = Callers.CONTRACT_ADMINISTRATOR, staff = Role.ADMIN)
    @Operation(summary = "Change an installed product version of a customer")
    ResponseEntity<InstallationResponse> changeInstallation(Caller caller, @PathVariable String id, @PathVariable String item,
            IfMatch ifMatch, @RequestBody @Valid InstallationRequest request) {
        customers.findWritable(caller, id);
        var changed = new Held<>(item, request.toInstallation());
        var found = items.replace(id, changed, caller.person(), ifMatch.version());
        return ResponseEntity.ok().eTag(IfMatch.etag(found.version())).body(InstallationResponse.of(changed));
    }

    @DeleteMapping("/{item}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Callers(value = Callers.CONTRACT_ADMINISTRATOR, staff = Role.ADMIN)
    @Operation(summary = "Remove an installed product version from a customer")
    void removeInstallation(Caller caller, @PathVariable String id, @PathVariable String item, IfMatch ifMatch) {
        customers.findWritable(caller, id);
        items.remove(id, item, caller.person(), ifMatch.version());
    }
}
