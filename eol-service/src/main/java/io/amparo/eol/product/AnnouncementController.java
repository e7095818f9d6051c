package io.amparo.eol.product;

import io.amparo.eol.product.Announcement.Content;
import io.amparo.eol.product.AnnouncementResponse.ProductRef;
import io.amparo.eol.product.Products.ProductAnnouncement;
import io.amparo.events.FieldLimits;
import io.amparo.platform.VendorClock;
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
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
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
            return new Content(endOfLife, reason, DescriptionReader.stripToNull(successor),
                    DescriptionReader.stripToNull(migrationPath), DescriptionReader.stripToNull(justification));
        }
    }

    record ChangeDateRequest(@NotNull LocalDate endOfLife, @NotBlank @Size(max = FieldLimits.REASON) String reason,
            @Nullable @Size(max = FieldLimits.JUSTIFICATION) String justification) {}

    /**
     * An approved announcement with less than twelve months of notice.
     *
     * @param earliestEnd earliest end of life that would have given twelve months from {@code noticeFrom}
     */
    record ShortNoticeResponse(String announcement, ProductRef product, LocalDate endOfLife, LocalDate noticeFrom,
            LocalDate earliestEnd, @Nullable String justification, Announcement.State state, String author, String approvedBy,
            Instant approvedAt) {
        static ShortNoticeResponse of(Product product, Announcement announcement) {
            var approval = announcement.requireApproval();
            return new ShortNoticeResponse(announcement.id(), ProductRef.of(product), announcement.endOfLife(),
                    approval.noticeFrom(), Reminder.earliestEnd(approval.noticeFrom()),
                    product.justification(announcement).orElse(null), announcement.state(), announcement.author(), approval.by(),
                    approval.at());
        }
    }

    private final Products products;
    private final AnnounceEndOfLife announce;
    private final ChangeDate changeDate;
    private final ApproveEndOfLife approve;
    private final VendorClock time;

    AnnouncementController(Products products, AnnounceEndOfLife announce, ChangeDate changeDate, ApproveEndOfLife approve,
            VendorClock time) {
        this.products = products;
        this.announce = announce;
        this.changeDate = changeDate;
        this.approve = approve;
        this.time = time;
    }

    /** Lists the announcements, newest first. */
    @GetMapping
    @Operation(summary = "List the announcements, newest first")
    Page<AnnouncementResponse> listAnnouncements(Caller caller, @Valid @ParameterObject Page.Request page) {
        var found = products.announcements(page.after(), page.limit() + 1);
        return page.of(found, ProductAnnouncement::announcementId)
                .map(each -> AnnouncementResponse.inList(each.product(), each.announcement(), time.today(), caller.person()));
    }

    @GetMapping("/short-notices")
    @Operation(summary = "List the approved announcements with less than twelve months of notice, newest first")
    Page<ShortNoticeResponse> listShortNotices(@Valid @ParameterObject Page.Request page) {
        var found = products.shortNotices(page.after(), page.limit() + 1);
        return page.of(found, ProductAnnouncement::announcementId)
                .map(each -> ShortNoticeResponse.of(each.product(), each.announcement()));
    }

    @GetMapping("/{id}")
    @Operation(summary = "Read an announcement")
    AnnouncementResponse getAnnouncement(Caller caller, @PathVariable String id) {
        return toResponse(products.findByAnnouncement(id).orElseThrow().state(), id, caller);
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

    /** Needs no If-Match: it drafts another announcement, and the approver reads that. */
    @PutMapping("/{id}/date")
    @Operation(summary = "Draft another date in place of an announcement; it counts after the approval by a second person")
    AnnouncementResponse changeAnnouncementDate(Caller caller, @PathVariable String id,
            @Valid @RequestBody ChangeDateRequest body) {
        var drafted = changeDate.handle(new ChangeDate.Command(id, body.endOfLife(), body.reason().strip(),
                DescriptionReader.stripToNull(body.justification()), caller.person()));
        return toResponse(drafted.product().state(), drafted.announcementId(), caller);
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
