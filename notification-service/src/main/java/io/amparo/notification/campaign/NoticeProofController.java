package io.amparo.notification.campaign;

import io.amparo.notification.campaign.NoticeProof.Timeliness;
import io.amparo.notification.campaign.NoticeProofs.Summary;
import io.amparo.notification.delivery.CampaignMails;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Callers;
import io.amparo.platform.security.Role;
import io.amparo.platform.security.Staff;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.Cursor;
import io.amparo.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** HTTP API of the proof who was informed of an end of life, and the confirmation by a contact (R10.6). */
@RestController
@RequestMapping("/api/v1/eol/announcements/{announcement}")
class NoticeProofController {
    private static final String CSV = "text/csv";
    private static final String SUMMARY = "List who was informed of an end of life and when, newest first";
    private static final String DESCRIPTION = "One line for each contact, about the first mail; reminders are in the deliveries. CSV and PDF "
            + "have the whole list; a PDF has at most 2,000 contacts.";

    /** @param email address of the mail */
    record NoticeContactResponse(String id, @Nullable String customer, String name, @Nullable String email, String language) {}

    /**
     * Instants are missing for what has not happened.
     *
     * @param deliveredAt the mail server of the recipient has confirmed the mail; many confirm nothing
     * @param readAt the link of a mail was opened, by the contact or by a program that checks links
     */
    record NoticeResponse(String delivery, NoticeContactResponse contact, Instant requestedAt, @Nullable Instant sentAt,
            @Nullable Instant deliveredAt, @Nullable Instant bouncedAt, @Nullable Instant failedAt, @Nullable String failure,
            @Nullable Instant readAt, @Nullable Instant acknowledgedAt, Timeliness timeliness) {
        static NoticeResponse of(NoticeProof proof) {
            var mail = proof.mail();
            var contact = mail.recipient();
            return new NoticeResponse(mail.id(),
                    new NoticeContactResponse(contact.id(), contact.customerId(), contact.name(), contact.email(),
                            contact.language()),
                    mail.requestedAt(), mail.sentAt(), proof.deliveredAt(), proof.bouncedAt(), mail.failedAt(), mail.failure(),
                    proof.readAt(), proof.acknowledgedAt(), proof.timeliness());
        }
    }

    /** Contacts of the whole board; 100,000 means 100,000 or more. */
    record NoticeSummaryResponse(int requested, int sent, int late, int failed, int delivered, int bounced, int read,
            int acknowledged) {
        static NoticeSummaryResponse of(Summary summary) {
            var mails = summary.mails();
            return new NoticeSummaryResponse(mails.requested(), mails.sent(), mails.late(), mails.failed(), mails.delivered(),
                    mails.bounced(), summary.read(), summary.acknowledged());
        }
    }

    /**
     * @param campaign id of the campaign, for {@code GET /deliveries?campaign=}
     * @param complete whether all customers of now have been processed
     * @param deadline first instant at which a notice is late
     */
    record NoticesResponse(String campaign, String product, LocalDate endOfLife, Instant deadline, boolean complete,
            NoticeSummaryResponse summary, List<NoticeResponse> items, @Nullable String next, int limit) {}

    private final NoticeProofs proofs;
    private final Reactions reactions;
    private final CampaignMails mails;
    private final NoticeProofPdf pdf;
    private final Clock clock;

    NoticeProofController(NoticeProofs proofs, Reactions reactions, CampaignMails mails, NoticeProofPdf pdf, Clock clock) {
        this.proofs = proofs;
        this.reactions = reactions;
        this.mails = mails;
        this.pdf = pdf;
        this.clock = clock;
    }

    @GetMapping(path = "/notices", produces = MediaType.APPLICATION_JSON_VALUE)
    @Staff({Role.PRODUCT_MANAGER, Role.ADMIN})
    @Operation(operationId = "listNotices", summary = SUMMARY, description = DESCRIPTION)
    NoticesResponse listNotices(@PathVariable String announcement, @Valid @ParameterObject Page.Request page) {
        var campaign = campaign(announcement);
        var shown = page.of(proofs.page(campaign, Cursor.parse(page.after()), page.limit() + 1),
                last -> CampaignMails.position(last.mail()));
        return new NoticesResponse(campaign.id(), campaign.notice().product().name(), campaign.notice().endOfLife(),
                proofs.deadline(campaign), campaign.complete(), NoticeSummaryResponse.of(proofs.summary(campaign)),
                shown.items().stream().map(NoticeResponse::of).toList(), shown.next(), shown.limit());
    }

    @GetMapping(path = "/notices", produces = CSV)
    @Staff({Role.PRODUCT_MANAGER, Role.ADMIN})
    @Operation(operationId = "listNotices", summary = SUMMARY, description = DESCRIPTION)
    ResponseEntity<StreamingResponseBody> csv(@PathVariable String announcement) {
        var campaign = campaign(announcement);
        return file(CSV + ";charset=UTF-8", announcement + ".csv").body(target -> NoticeProofCsv.write(target, proofs, campaign));
    }

    @GetMapping(path = "/notices", produces = MediaType.APPLICATION_PDF_VALUE)
    @Staff({Role.PRODUCT_MANAGER, Role.ADMIN})
    @Operation(operationId = "listNotices", summary = SUMMARY, description = DESCRIPTION)
    ResponseEntity<byte[]> pdf(@PathVariable String announcement, @Parameter(hidden = true) Locale language) {
        var campaign = campaign(announcement);
        return file(MediaType.APPLICATION_PDF_VALUE, announcement + ".pdf")
                .body(pdf.write(proofs, campaign, clock.instant(), language));
    }

    @PostMapping("/acknowledgements")
    @Callers(value = {Callers.CONTACT, Callers.CONTRACT_ADMINISTRATOR}, staff = {})
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Confirm that the own company knows of an end of life", description = "For a contact to whom a notice was "
            + "sent. Idempotent; the first time counts.")
    void acknowledgeNotice(Caller caller, @PathVariable String announcement) {
        caller.companiesAmong(null);
        var mail = proofs.campaignOf(announcement)
                .flatMap(campaign -> mails.find(CampaignMails.idOf(campaign.origin().causation(), caller.person())))
                .orElseThrow(ApiException::notFound);
        reactions.react(mail, "acknowledge", reaction -> reaction.acknowledged(clock.instant()));
    }

    private Campaign campaign(String announcement) {
        return proofs.campaignOf(announcement).orElseThrow(ApiException::notFound);
    }

    private static ResponseEntity.BodyBuilder file(String type, String name) {
        return ResponseEntity.ok().contentType(MediaType.parseMediaType(type)).header(HttpHeaders.CONTENT_DISPOSITION,
                "attachment; filename=\"notices-" + name + "\"");
    }
}
