package io.amparo.knowledge.course;

import io.amparo.platform.file.DownloadLinks;
import io.amparo.platform.file.ReceivedFile;
import io.amparo.platform.file.ScanState;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Staff;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.IdempotencyKey;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Files of a course: staff uploads them, and who reads a lesson downloads those that it names. */
@RestController
@RequestMapping("/api/v1/courses/{id}/files")
class CourseFileController {

    record CourseFileRequest(@NotNull MultipartFile file) {}

    /**
     * A file that lessons can name.
     *
     * @param type media type by content
     * @param sha256 hash of the content in hexadecimal digits
     */
    record CourseFileResponse(@Schema(description = "A lesson names the file by it") String id, String name, String type,
            long size, String sha256, ScanState scan, Instant at) {
        static CourseFileResponse of(CourseFile added) {
            var file = added.file();
            return new CourseFileResponse(added.id(), file.name(), file.type(), file.size(), file.sha256(), added.scan(),
                    added.at());
        }
    }

    /** @param href path and query of the download, which needs no token */
    record CourseFileLinkResponse(String href, Instant expiresAt) {}

    private final VisibleCourses visible;
    private final AddCourseFile addCourseFile;
    private final CourseFiles files;
    private final DownloadLinks links;
    private final Clock clock;

    CourseFileController(VisibleCourses visible, AddCourseFile addCourseFile, CourseFiles files, DownloadLinks links,
            Clock clock) {
        this.visible = visible;
        this.addCourseFile = addCourseFile;
        this.files = files;
        this.links = links;
        this.clock = clock;
    }

    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Staff
    @Operation(summary = "Upload a file of at most 25 MB for the lessons of a course; its type is found by its content", description = "A "
            + "file that no draft and no version names for a day is removed; a published version keeps its files.")
    @ApiResponse(responseCode = "201", description = "The file is stored.", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "413")
    @ApiResponse(responseCode = "415")
    ResponseEntity<CourseFileResponse> addCourseFile(Caller caller, IdempotencyKey key, @PathVariable String id,
            @Valid @ModelAttribute CourseFileRequest request) throws IOException {
        var course = visible.find(caller, id);
        var file = request.file();
        var added = addCourseFile.handle(new AddCourseFile.Command(course.id(), key.id(caller, "course-file/" + course.id()),
                ReceivedFile.of(file.getOriginalFilename(), file::getInputStream)));
        return ResponseEntity.created(URI.create(linkPath(added))).body(CourseFileResponse.of(added));
    }

    @GetMapping("/{fileId}/link")
    @Operation(summary = "Get a link that downloads a file of a course without a token for one minute", description = "A learner "
            + "gets the files of the version that was begun, all others those of the newest one.")
    CourseFileLinkResponse getCourseFileLink(Caller caller, @PathVariable String id, @PathVariable String fileId) {
        var course = visible.find(caller, id).state();
        if (!caller.mayReadAll() && !visible.publication(caller, course).content().fileIds().contains(fileId))
            throw ApiException.notFound();
        var file = files.find(fileId).filter(found -> found.courseId().equals(id)).orElseThrow(ApiException::notFound);
        var link = links.create(file.id(), clock.instant());
        return new CourseFileLinkResponse(link.href(), link.expiresAt());
    }

    static String linkPath(CourseFile file) {
        return CourseResponses.path(file.courseId()) + "/files/" + file.id() + "/link";
    }
}
