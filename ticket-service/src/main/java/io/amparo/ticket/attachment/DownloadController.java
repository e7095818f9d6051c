package io.amparo.ticket.attachment;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.platform.openapi.HasETag;
import io.amparo.platform.security.Callers;
import io.amparo.platform.web.ApiException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import java.time.Clock;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Downloads of attachments without a token, by links that {@link DownloadLinks} has signed. */
@RestController
@RequestMapping("/api/v1/attachments/{id}")
@Callers(value = Callers.PUBLIC, staff = {})
@HasETag
class DownloadController {
    private final Attachments attachments;
    private final DownloadLinks links;
    private final Clock clock;

    DownloadController(Attachments attachments, DownloadLinks links, Clock clock) {
        this.attachments = attachments;
        this.links = links;
        this.clock = clock;
    }

    /** A browser shows only what cannot run anything; it saves all other types, and believes the type. */
    @GetMapping
    @SecurityRequirements
    @Operation(summary = "Download an attachment by its signed link, which needs no token for one minute")
    @ApiResponse(responseCode = "200", description = "The content, with its own media type.", content = @Content(mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE, schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(responseCode = "403", description = "The link has expired.")
    ResponseEntity<InputStreamResource> downloadAttachment(@PathVariable String id, @RequestParam String signature,
            @RequestParam long expires) {
        if (!links.isSigned(id, expires, signature)) throw ApiException.notFound();
        if (clock.instant().getEpochSecond() >= expires) throw ApiException.of(HttpStatus.FORBIDDEN, "link-expired");
        var file = attachments.find(id).orElseThrow(ApiException::notFound).file();
        boolean inline = FileType.isInline(file.type());
        var disposition = (inline ? ContentDisposition.inline() : ContentDisposition.attachment()).filename(file.name(), UTF_8);
        var response = ResponseEntity.ok().eTag(file.sha256()).contentType(MediaType.parseMediaType(file.type()))
                .contentLength(file.size()).header("Content-Disposition", disposition.build().toString())
                .header("X-Content-Type-Options", "nosniff");
        // A sandbox keeps Chrome from showing a PDF.
        if (!file.type().equals(MediaType.APPLICATION_PDF_VALUE))
            response.header("Content-Security-Policy", "default-src 'none'; sandbox");
        return response.body(new InputStreamResource(() -> attachments.open(id), "attachment " + id));
    }
}
