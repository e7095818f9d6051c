package io.amparo.ticket.ticket;

import io.amparo.platform.file.DownloadLinks;
import io.amparo.platform.file.ReceivedFile;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Callers;
import io.amparo.platform.security.ForbiddenException;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.IdempotencyKey;
import io.amparo.ticket.ticket.TimelineEntryResponse.Visibility;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** HTTP API of a ticket's files. A customer never sees internal ones. */
@RestController
@RequestMapping("/api/v1/tickets/{number}/attachments")
@Callers({Callers.CONTACT, Callers.CONTRACT_ADMINISTRATOR})
class AttachmentController {

    /** @param visibility INTERNAL by staff only; PUBLIC by default */
    record AttachmentRequest(@NotNull MultipartFile file, @Nullable Visibility visibility) {}

    record AttachmentsResponse(List<AttachmentResponse> items) {}

    /** @param href path and query of the download, which needs no token */
    record DownloadLinkResponse(String href, Instant expiresAt) {}

    private final VisibleTickets tickets;
    private final AddAttachment addAttachment;
    private final TicketAttachments attachments;
    private final DownloadLinks links;
    private final Clock clock;

    AttachmentController(VisibleTickets tickets, AddAttachment addAttachment, TicketAttachments attachments, DownloadLinks links,
            Clock clock) {
        this.tickets = tickets;
        this.addAttachment = addAttachment;
        this.attachments = attachments;
        this.links = links;
        this.clock = clock;
    }

    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Operation(summary = "Add a file of at most 25 MB; its type is found by its content")
    @ApiResponse(responseCode = "201", description = "The file is stored.", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "413")
    @ApiResponse(responseCode = "415")
    ResponseEntity<AttachmentResponse> addAttachment(Caller caller, IdempotencyKey key, @PathVariable String number,
            @Valid @ModelAttribute AttachmentRequest request) throws IOException {
        var ticket = tickets.find(caller, number);
        var internal = request.visibility() == Visibility.INTERNAL;
        if (internal && !caller.isStaff()) throw new ForbiddenException();
        var file = request.file();
        var added = addAttachment.handle(new AddAttachment.Command(ticket.id(), key.id(caller, "attachment/" + ticket.id()),
                VisibleTickets.author(caller, ticket.state()), internal,
                ReceivedFile.of(file.getOriginalFilename(), file::getInputStream)));
        return ResponseEntity.created(URI.create(TicketPaths.ticket(number) + "/attachments/" + added.id() + "/link"))
                .body(AttachmentResponse.of(added));
    }

    @GetMapping
    @Operation(summary = "List the files of a ticket, oldest first")
    AttachmentsResponse listAttachments(Caller caller, @PathVariable String number) {
        var ticket = tickets.find(caller, number).state();
        return new AttachmentsResponse(
                attachments.visible(ticket, caller.isStaff()).stream().map(AttachmentResponse::of).toList());
    }

    @GetMapping("/{id}/link")
    @Operation(summary = "Get a link that downloads a file without a token for one minute")
    DownloadLinkResponse getAttachmentLink(Caller caller, @PathVariable String number, @PathVariable String id) {
        var ticket = tickets.find(caller, number).state();
        var found = attachments.visible(ticket, caller.isStaff()).stream().filter(each -> each.id().equals(id)).findFirst()
                .orElseThrow(ApiException::notFound);
        var link = links.create(found.id(), clock.instant());
        return new DownloadLinkResponse(link.href(), link.expiresAt());
    }
}
