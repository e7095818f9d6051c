package io.amparo.entitlement.hours;

import io.amparo.entitlement.contract.ReadableCustomers;
import io.amparo.entitlement.contract.Customer;
import io.amparo.entitlement.ledger.BookLots;
import io.amparo.entitlement.ledger.ChangeLots;
import io.amparo.entitlement.ledger.LotEntries;
import io.amparo.entitlement.ledger.LotEntries.StoredEntry;
import io.amparo.entitlement.ledger.LotKind;
import io.amparo.entitlement.ledger.Lots;
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
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.LocalDate;
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
 * HTTP API of the ledger of consultancy hours (R7.2), which is append-only. Staff and the company's own contacts read, agents
 * book, the vendor's admin purchases and corrects.
 */
@RestController
@RequestMapping("/api/v1/customers/{id}/hours")
@Callers({Callers.CONTACT, Callers.CONTRACT_ADMINISTRATOR})
class HoursController {
    /** About 190 years of work; sums of many lots still fit an int. */
    static final int MAX_MINUTES = 10_000_000;
    static final String TICKET = "T-\\d{4}-\\d{6,9}";
    private static final int MAX_LOTS = 100;
    private static final int MAX_LOT_ID = 100;

    /** What a person may append. */
    enum HoursEntryKind {
        PURCHASE, BOOK, ADJUST
    }

    /** The vendor's rounding rule. */
    record RoundingResponse(
            @Schema(description = "Worked minutes are rounded up to whole blocks of so many minutes") int blockMinutes) {
        static RoundingResponse of(Rounding rounding) {
            return new RoundingResponse(rounding.blockMinutes());
        }
    }

    /** An entry to append. */
    record HoursRequest(@NotNull HoursEntryKind kind,
            @Schema(description = "Minutes purchased, minutes worked, or the correction, which may be negative") @NotNull Integer minutes,
            @NotBlank @Size(max = FieldLimits.REASON) String reason,
            @Schema(description = "Number of the ticket. Hours of a ticket need an accepted estimate", example = "T-2026-000123") @Nullable @Pattern(regexp = TICKET) String ticket,
            @Schema(description = "Id of the lot to correct; required for ADJUST only") @Nullable @Size(max = MAX_LOT_ID) String lot,
            @Schema(description = "First day of a purchase; today by default") @Nullable LocalDate validFrom,
            @Schema(description = "Last day of a purchase, included; by default the vendor's rule") @Nullable LocalDate validTo) {}

    /** The appended entry. */
    record HoursEntryResponse(HoursEntryKind kind,
            @Schema(description = "Minutes purchased, deducted (after rounding) or corrected") int minutes,
            @Schema(description = "Minutes that are left in all lots after it") int balance, RoundingResponse rounding) {}

    record HoursResponse(@Schema(description = "Minutes that are left in all lots: the sum of all entries") int balance,
            @Schema(description = "Minutes that are reserved by accepted estimates and approved overages") int reserved,
            RoundingResponse rounding, @Schema(description = "At most 100 lots, the last to expire first") List<LotResponse> lots,
            @Schema(description = "Entries, newest first") List<LotEntryResponse> items, @Nullable String next, int limit,
            List<Action> actions) {}

    private final ReadableCustomers customers;
    private final Lots lots;
    private final LotEntries entries;
    private final ChangeLots changeLots;
    private final BookLots bookLots;
    private final PurchaseTerms terms;
    private final Rounding rounding;

    HoursController(ReadableCustomers customers, Lots lots, LotEntries entries, ChangeLots changeLots, BookLots bookLots,
            PurchaseTerms terms, Rounding rounding) {
        this.customers = customers;
        this.lots = lots;
        this.entries = entries;
        this.changeLots = changeLots;
        this.bookLots = bookLots;
        this.terms = terms;
        this.rounding = rounding;
    }

    @GetMapping
    @Operation(summary = "Read the balance of consultancy hours, the lots, and the entries, newest first")
    HoursResponse getHours(Caller caller, @PathVariable String id, @Valid @ParameterObject Page.Request page) {
        customers.find(caller, id).state();
        var found = lots.latest(id, LotKind.HOURS, null, MAX_LOTS);
        entries.complete(found);
        var after = Cursor.parse(page.after());
        var items = page
                .of(entries.page(id, LotKind.HOURS, after == null ? null : after.firstAsInstant(),
                        after == null ? null : after.second(), page.limit() + 1), HoursController::cursor)
                .map(LotEntryResponse::of);
        var totals = lots.totals(id, LotKind.HOURS);
        return new HoursResponse(totals.balance(), totals.reserved(), RoundingResponse.of(rounding),
                found.stream().map(LotResponse::of).toList(), items.items(), items.next(), items.limit(), actions(caller, id));
    }

    private static String cursor(StoredEntry stored) {
        return Cursor.of(stored.entry().note().at(), stored.documentId()).toString();
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Staff({Role.AGENT, Role.ADMIN})
    @Operation(summary = "Append to the ledger of consultancy hours", description = "BOOK deducts worked minutes, rounded up: "
            + "those of a ticket from its accepted estimates and approved overages, others from the balance. PURCHASE opens a "
            + "lot. ADJUST corrects a lot. An agent may only BOOK.")
    ResponseEntity<HoursEntryResponse> addHours(Caller caller, @PathVariable String id, IdempotencyKey key,
            @RequestBody @Valid HoursRequest request) {
        if (request.kind() != HoursEntryKind.BOOK && !caller.hasAnyRole(Role.ADMIN)) throw new ForbiddenException();
        int lowest = request.kind() == HoursEntryKind.ADJUST ? -MAX_MINUTES : 1;
        if (request.minutes() < lowest || request.minutes() > MAX_MINUTES)
            throw ApiException.invalid("minutes", "not-between", lowest, MAX_MINUTES);
        var customer = customers.find(caller, id).state();
        int minutes = append(caller, customer, key, request);
        return ResponseEntity.created(location(id)).body(new HoursEntryResponse(request.kind(), minutes,
                lots.totals(id, LotKind.HOURS).balance(), RoundingResponse.of(rounding)));
    }

    private int append(Caller caller, Customer customer, IdempotencyKey key, HoursRequest request) {
        var entryId = key.id(caller, "hours/%s/%s".formatted(customer.id(), request.ticket()));
        switch (request.kind()) {
            case PURCHASE -> changeLots.open(entryId, terms.of(customer, LotKind.HOURS, request.validFrom(), request.validTo()),
                    request.minutes(), caller.person(), request.reason());
            case ADJUST -> changeLots.adjust(entryId, lotOf(customer, request.lot()), request.minutes(), request.ticket(),
                    caller.person(), request.reason());
            case BOOK -> {
                return bookLots.handle(new BookLots.Command(entryId, customer.id(), null, request.ticket(), request.minutes(),
                        request.reason(), caller.person()));
            }
        }
        return request.minutes();
    }

    private String lotOf(Customer customer, @Nullable String lotId) {
        if (lotId == null) throw ApiException.invalid("lot", "required");
        return lots.find(lotId).map(found -> found.state().terms())
                .filter(found -> found.customerId().equals(customer.id()) && found.kind() == LotKind.HOURS).map(_ -> lotId)
                .orElseThrow(() -> ApiException.invalid("lot", "unknown-lot"));
    }

    static URI location(String id) {
        return UriComponentsBuilder.fromPath("/api/v1/customers/{id}/hours").buildAndExpand(id).toUri();
    }

    private static List<Action> actions(Caller caller, String id) {
        var path = location(id).toString();
        var append = new Action("ADD_HOURS", "POST", path, null, null);
        var propose = new Action("PROPOSE_ESTIMATE", "POST", path + "/estimates", null, null);
        var approve = new Action("APPROVE_OVERAGE", "POST", path + "/overages", null, null);
        if (caller.hasAnyRole(Role.ADMIN)) return List.of(append, propose, approve);
        return caller.hasAnyRole(Role.AGENT) ? List.of(append, propose) : List.of();
    }
}
