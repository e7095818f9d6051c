package io.amparo.eol.product;

import io.amparo.eol.customer.Customer;
import io.amparo.eol.customer.Customers;
import io.amparo.eol.product.Announcement.Content;
import io.amparo.eol.product.AnnouncementResponse.ProductRef;
import io.amparo.eol.product.Products.ProductAnnouncement;
import io.amparo.events.FieldLimits;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Role;
import io.amparo.platform.security.Staff;
import io.amparo.platform.web.IdempotencyKey;
import io.amparo.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.LocalDate;
import java.util.IntSummaryStatistics;
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

/** HTTP API of end-of-life announcements, which one person drafts and another approves (R10.1). */
@RestController
@RequestMapping("/api/v1/eol/announcements")
@Staff({Role.PRODUCT_MANAGER, Role.ADMIN})
class AnnouncementController {
    record DraftRequest(@NotBlank @Size(max = FieldLimits.PRODUCT_ID) String product, @NotNull LocalDate endOfLife,
            @NotBlank @Size(max = FieldLimits.REASON) String reason,
            @Nullable @Size(max = FieldLimits.PRODUCT_ID) String successor,
            @Nullable @Size(max = FieldLimits.MIGRATION_PATH) String migrationPath,
            @Nullable @Size(max = FieldLimits.JUSTIFICATION) String justification) {
        Content content() {
            return new Content(endOfLife, reason, stripToNull(successor), stripToNull(migrationPath), stripToNull(justification));
        }

        private static @Nullable String stripToNull(@Nullable String text) {
            return text == null || text.isBlank() ? null : text.strip();
        }
    }

    record CustomerRef(String id, String name) {}

    record AffectedCustomer(CustomerRef customer, List<String> versions, int contacts, List<String> languages,
            LocalDate contractEnds, @Nullable LocalDate maintainedUntil) {
        static AffectedCustomer of(Customer customer, String productId) {
            return new AffectedCustomer(new CustomerRef(customer.id(), customer.name()), customer.versionsOf(productId),
                    customer.contactLanguages().size(), customer.contactLanguages().stream().distinct().sorted().toList(),
                    customer.contractEnds(), customer.maintainedUntil(productId).orElse(null));
        }
    }

    /** A page of the affected customers; {@code customers} and {@code contacts} count all of them. */
    record ImpactResponse(String announcement, ProductRef product, LocalDate endOfLife, boolean shortNotice, int customers,
            int contacts, List<AffectedCustomer> items, @Nullable String next, int limit) {}

    private final Products products;
    private final AnnounceEndOfLife announce;
    private final ApproveEndOfLife approve;
    private final Customers customers;
    private final VendorClock time;

    AnnouncementController(Products products, AnnounceEndOfLife announce, ApproveEndOfLife approve, Customers customers,
            VendorClock time) {
        this.products = products;
        this.announce = announce;
        this.approve = approve;
        this.customers = customers;
        this.time = time;
    }

    /** Lists the announcements, newest first. */
    @GetMapping
    @Operation(summary = "List the announcements, newest first")
    Page<AnnouncementResponse> listAnnouncements(Caller caller, @Valid @ParameterObject Page.Request page) {
        var found = products.announcements(page.after(), page.limit() + 1);
        return page.of(found, ProductAnnouncement::announcementId)
                .map(each -> toResponse(each.product(), each.announcementId(), caller));
    }

    @GetMapping("/{id}")
    @Operation(summary = "Read an announcement")
    AnnouncementResponse getAnnouncement(Caller caller, @PathVariable String id) {
        return toResponse(products.findByAnnouncement(id).orElseThrow().state(), id, caller);
    }

    /** Returns the affected customers, for review before the approval. */
    @GetMapping("/{id}/impact")
    @Operation(summary = "Read whom an announcement affects, by customer id")
    ImpactResponse getAnnouncementImpact(Caller caller, @PathVariable String id, @Valid @ParameterObject Page.Request page) {
        var announced = getAnnouncement(caller, id);
        var product = announced.product();
        var contactsPerCustomer = new IntSummaryStatistics();
        customers.forEachInstalledProduct(product.id(),
                customer -> contactsPerCustomer.accept(customer.contactLanguages().size()));
        var after = page.after() == null ? "" : page.after();
        var affected = page.of(customers.findByInstalledProduct(product.id(), after, page.limit() + 1), Customer::id)
                .map(customer -> AffectedCustomer.of(customer, product.id()));
        return new ImpactResponse(id, product, announced.endOfLife(), announced.shortNotice(),
                (int) contactsPerCustomer.getCount(), (int) contactsPerCustomer.getSum(), affected.items(), affected.next(),
                affected.limit());
    }

    @PostMapping
    @Operation(summary = "Draft an announcement")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<AnnouncementResponse> draftAnnouncement(Caller caller, IdempotencyKey key,
            @Valid @RequestBody DraftRequest body) {
        var id = key.id(caller, "announcement");
        var product = announce.handle(new AnnounceEndOfLife.Command(id, body.product(), body.content(), caller.person()));
        return ResponseEntity.created(URI.create("/api/v1/eol/announcements/" + id))
                .body(toResponse(product.state(), id, caller));
    }

    /** Needs no If-Match: a draft never changes, so the approver has read the approved content. */
    @PostMapping("/{id}/approval")
    @Operation(summary = "Approve an announcement of another author")
    AnnouncementResponse approveAnnouncement(Caller caller, @PathVariable String id) {
        return toResponse(approve.handle(new ApproveEndOfLife.Command(id, caller.person())).state(), id, caller);
    }

    private AnnouncementResponse toResponse(Product product, String id, Caller caller) {
        return AnnouncementResponse.of(product, product.announcement(id).orElseThrow(), time.today(), caller.person());
    }
}
