package io.amparo.ticket.attachment;

import io.amparo.platform.file.FileDownloads;
import io.amparo.platform.file.FileDownloads.Download;
import io.amparo.platform.openapi.HasETag;
import io.amparo.platform.security.Callers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Downloads of attachments without a token, by signed links. */
@RestController
@RequestMapping("/api/v1/attachments/{id}")
@Callers(value = Callers.PUBLIC, staff = {})
@HasETag
class DownloadController {
    private final Attachments attachments;
    private final FileDownloads downloads;

    DownloadController(Attachments attachments, FileDownloads downloads) {
        this.attachments = attachments;
        this.downloads = downloads;
    }

    @GetMapping
    @SecurityRequirements
    @Operation(summary = "Download an attachment by its signed link, which needs no token for one minute")
    @ApiResponse(responseCode = "200", description = "The content, with its own media type.", content = @Content(mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE, schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(responseCode = "403", description = "The link has expired.")
    ResponseEntity<InputStreamResource> downloadAttachment(@PathVariable String id, @RequestParam String signature,
            @RequestParam long expires) {
        return downloads.response(id, expires, signature, _ -> attachments.find(id).map(found -> new Download(id, found.file())));
    }
}
