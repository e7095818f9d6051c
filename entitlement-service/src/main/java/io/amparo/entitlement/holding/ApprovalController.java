package io.amparo.entitlement.holding;

import io.amparo.entitlement.contract.Approval;
import io.amparo.entitlement.contract.Held;
import io.amparo.entitlement.contract.ReadableCustomers;
import io.amparo.events.FieldLimits;
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
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
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
 * HTTP API of the approval register of a customer: modifications and integrations that the vendor has approved (R9.C7). Staff and
 * the company's contacts read; the vendor's admin writes.
 */
@RestController
@RequestMapping("/api/v1/customers/{id}/approvals")
@Callers({Callers.CONTACT, Callers.CONTRACT_ADMINISTRATOR})
class ApprovalController {

    /** What was approved, by whom and when; without {@code validTo} it has no end. */
    record ApprovalRequest(@NotBlank @Size(max = FieldLimits.TITLE) String subject,
            @Schema(description = "Name of the person of the vendor who approved") @NotBlank @Size(max = FieldLimits.NAME) String approvedBy,
            @NotNull Instant approvedAt, @Nullable LocalDate validTo, @Nullable @Size(max = FieldLimits.NOTE) String note) {
        Approval toApproval() {
            return new Approval(subject.strip(), approvedBy.strip(), approvedAt.truncatedTo(ChronoUnit.MILLIS), validTo,
                    note == null ? null : note.strip());
        }
    }

    record ApprovalResponse(@Schema(description = "Id of the approval", example = "acme-plugin-1") String id, String subject,
            String approvedBy, Instant approvedAt, @Nullable LocalDate validTo, @Nullable String note) {
        static ApprovalResponse of(Held<Approval> held) {
            var value = held.value();
            return new ApprovalResponse(held.id(), value.subject(), value.approvedBy(), value.approvedAt(), value.validTo(),
                    value.note());
        }
    }

    record ApprovalsResponse(List<ApprovalResponse> items) {}

    private final ReadableCustomers customers;
    private final HeldItems<Approval> items;

    ApprovalController(ReadableCustomers customers, HeldItems<Approval> items) {
        this.customers = customers;
        this.items = items;
    }

    @GetMapping
    @Operation(summary = "List the approvals of a customer, in the order in which they were added")
    ResponseEntity<ApprovalsResponse> listApprovals(Caller caller, @PathVariable String id) {
        var found = customers.find(caller, id);
        return ResponseEntity.ok().eTag(IfMatch.etag(found.version()))
                .body(new ApprovalsResponse(items.of(found.state()).stream().map(ApprovalResponse::of).toList()));
    }

    @GetMapping("/{item}")
    @Operation(summary = "Read an approval of a customer")
    ResponseEntity<ApprovalResponse> getApproval(Caller caller, @PathVariable String id, @PathVariable String item) {
        var found = customers.find(caller, id);
        var held = Held.find(items.of(found.state()), item).orElseThrow(ApiException::notFound);
        return ResponseEntity.ok().eTag(IfMatch.etag(found.version())).body(ApprovalResponse.of(held));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Staff(Role.ADMIN)
    @Operation(summary = "Add an approval to a customer")
    ResponseEntity<ApprovalResponse> addApproval(Caller caller, @PathVariable String id, IdempotencyKey key,
            @RequestBody @Valid ApprovalRequest request) {
        var added = items.add(id, key.id(caller, "approvals/" + id), caller.person(), request.toApproval());
        var location = UriComponentsBuilder.fromPath("/api/v1/customers/{id}/approvals/{item}")
                .buildAndExpand(id, added.state().id()).toUri();
        return ResponseEntity.created(location).eTag(IfMatch.etag(added.version())).body(ApprovalResponse.of(added.state()));
    }

    @PutMapping("/{item}")
    @Staff(Role.ADMIN)
    @Operation(summary = "Change an approval of a customer")
    ResponseEntity<ApprovalResponse> changeApproval(Caller caller, @PathVariable String id, @PathVariable String item,
            IfMatch ifMatch, @RequestBody @Valid ApprovalRequest request) {
        var changed = new Held<>(item, request.toApproval());
        var found = items.replace(id, changed, caller.person(), ifMatch.version());
        return ResponseEntity.ok().eTag(IfMatch.etag(found.version())).body(ApprovalResponse.of(changed));
    }

    @DeleteMapping("/{item}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Staff(Role.ADMIN)
    @Operation(summary = "Remove an approval from a customer")
    void removeApproval(Caller caller, @PathVariable String id, @PathVariable String item, IfMatch ifMatch) {
        items.remove(id, item, caller.person(), ifMatch.version());
    }
}
