package io.amparo.entitlement.hours;

import io.amparo.entitlement.contract.ReadableCustomers;
import io.amparo.entitlement.ledger.Balances;
import io.amparo.entitlement.ledger.BookLots;
import io.amparo.entitlement.ledger.ChangeLots;
import io.amparo.entitlement.ledger.Lot;
import io.amparo.entitlement.ledger.LotKind;
import io.amparo.entitlement.ledger.Lots;
import io.amparo.entitlement.policy.Policies;
import io.amparo.events.FieldLimits;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Callers;
import io.amparo.platform.security.Role;
import io.amparo.platform.security.Staff;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.IdempotencyKey;
import io.amparo.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.LocalDate;
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
 * HTTP API of paid and included incidents (R5.7) and package units (R6.3). Staff and the company's own contacts read; the
 * vendor's admin records purchases, its agents deliveries.
 */
@RestController
@RequestMapping("/api/v1/customers/{id}")
@Callers({Callers.CONTACT, Callers.CONTRACT_ADMINISTRATOR})
class VoucherController {

    /** The purchase of one single incident. */
    record VoucherRequest(@Schema(description = "First day; today by default") @Nullable LocalDate validFrom,
            @Schema(description = "Last day, included; by default the vendor's rule") @Nullable LocalDate validTo,
            @Schema(description = "Order or other reason") @NotBlank @Size(max = FieldLimits.REASON) String reason) {}

    /** The delivery of units of a package. */
    record UnitsRequest(@NotBlank @Size(max = FieldLimits.PACKAGE_CODE) String packageCode,
            @Min(1) @Max(FieldLimits.PACKAGE_UNITS) int units,
            @Schema(description = "Number of the ticket of the delivery") @Nullable @Pattern(regexp = HoursController.TICKET) String ticket,
            @Schema(description = "What was delivered") @NotBlank @Size(max = FieldLimits.REASON) String reason) {}

    record UnitsResponse(String packageCode, int units, @Schema(description = "Units that are left today") int balance) {}

    private final ReadableCustomers customers;
    private final Policies policies;
    private final Lots lots;
    private final ChangeLots changeLots;
    private final BookLots bookLots;
    private final Balances balances;
    private final PurchaseTerms terms;
    private final Clock clock;

    VoucherController(ReadableCustomers customers, Policies policies, Lots lots, ChangeLots changeLots, BookLots bookLots,
            Balances balances, PurchaseTerms terms, Clock clock) {
        this.customers = customers;
        this.policies = policies;
        this.lots = lots;
        this.changeLots = changeLots;
        this.bookLots = bookLots;
        this.balances = balances;
        this.terms = terms;
        this.clock = clock;
    }

    @GetMapping("/vouchers")
    @Operation(summary = "List the single incidents that a customer has purchased, by id")
    Page<LotResponse> listVouchers(Caller caller, @PathVariable String id, @Valid @ParameterObject Page.Request page) {
        return list(caller, id, LotKind.VOUCHER, page);
    }

    @GetMapping("/included-incidents")
    @Operation(summary = "List the incidents that the periods of the contract include, by id", description = "A period is "
            + "listed from its first incident on, if its edition includes a number of them.")
    Page<LotResponse> listIncludedIncidents(Caller caller, @PathVariable String id, @Valid @ParameterObject Page.Request page) {
        return list(caller, id, LotKind.INCLUDED, page);
    }

    @GetMapping("/units")
    @Operation(summary = "List the lots of package units of a customer, by id")
    Page<LotResponse> listUnits(Caller caller, @PathVariable String id, @Valid @ParameterObject Page.Request page) {
        return list(caller, id, LotKind.UNITS, page);
    }

    private Page<LotResponse> list(Caller caller, String id, LotKind kind, Page.Request page) {
        customers.find(caller, id).state();
        return page.of(lots.page(id, kind, page.after(), page.limit() + 1), Lot::id).map(LotResponse::of);
    }

    @PostMapping("/units")
    @ResponseStatus(HttpStatus.CREATED)
    @Staff({Role.AGENT, Role.ADMIN})
    @Operation(summary = "Record the delivery of units of a package", description = "Only the vendor's staff deliver (R6.2). The "
            + "units come from the lot that expires first.")
    ResponseEntity<UnitsResponse> bookUnits(Caller caller, @PathVariable String id, IdempotencyKey key,
            @RequestBody @Valid UnitsRequest request) {
        var customer = customers.find(caller, id).state();
        if (!policies.effective().requirePackage("packageCode", request.packageCode()).countsUnits())
            throw ApiException.invalid("packageCode", "no-units");
        bookLots.handle(new BookLots.Command(key.id(caller, "units/%s/%s".formatted(id, request.packageCode())), id,
                request.packageCode(), request.ticket(), request.units(), request.reason(), caller.person()));
        var location = UriComponentsBuilder.fromPath("/api/v1/customers/{id}/units").buildAndExpand(id).toUri();
        return ResponseEntity.created(location).body(new UnitsResponse(request.packageCode(), request.units(),
                balances.units(id, request.packageCode(), customer.dayOf(clock.instant()))));
    }

    @GetMapping("/vouchers/{voucher}")
    @Operation(summary = "Read a single incident")
    LotResponse getVoucher(Caller caller, @PathVariable String id,
            @Parameter(description = "Id of the lot") @PathVariable String voucher) {
        customers.find(caller, id).state();
        return lots.find(voucher).map(found -> found.state())
                .filter(lot -> lot.terms().customerId().equals(id) && lot.terms().kind() == LotKind.VOUCHER).map(LotResponse::of)
                .orElseThrow(ApiException::notFound);
    }

    @PostMapping("/vouchers")
    @ResponseStatus(HttpStatus.CREATED)
    @Staff(Role.ADMIN)
    @Operation(summary = "Record the purchase of one single incident")
    ResponseEntity<LotResponse> addVoucher(Caller caller, @PathVariable String id, IdempotencyKey key,
            @RequestBody @Valid VoucherRequest request) {
        var customer = customers.find(caller, id).state();
        var lot = changeLots.open(key.id(caller, "voucher/" + id),
                terms.of(customer, LotKind.VOUCHER, request.validFrom(), request.validTo()), 1, caller.person(),
                request.reason());
        var location = UriComponentsBuilder.fromPath("/api/v1/customers/{id}/vouchers/{voucher}").buildAndExpand(id, lot.id())
                .toUri();
        return ResponseEntity.created(location).body(LotResponse.of(lot));
    }
}
