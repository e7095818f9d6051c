package io.amparo.knowledge.course;

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

/** Downloads of course files without a token, by signed links. */
@RestController
@RequestMapping("/api/v1/course-files/{id}")
@Callers(value = Callers.PUBLIC, staff = {})
@HasETag
class CourseDownloadController {
    private final CourseFiles files;
    private final FileDownloads downloads;

    CourseDownloadController(CourseFiles files, FileDownloads downloads) {
        this.files = files;
        this.downloads = downloads;
    }

    @GetMapping
    @SecurityRequirements
    @Operation(summary = "Download a file of a course by its signed link, which needs no token for one minute")
    @ApiResponse(responseCode = "200", description = "The content, with its own media type.", content = @Content(mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE, schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(responseCode = "403", description = "The link has expired.")
    ResponseEntity<InputStreamResource> downloadCourseFile(@PathVariable String id, @RequestParam String signature,
            @RequestParam long expires) {
        return downloads.response(id, expires, signature,
                _ -> files.find(id).map(found -> new Download(found.content(), found.file())));
    }
}
