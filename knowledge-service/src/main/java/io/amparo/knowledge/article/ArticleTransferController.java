package io.amparo.knowledge.article;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.knowledge.article.Article.Author;
import io.amparo.knowledge.article.Article.State;
import io.amparo.knowledge.article.ImportArticles.Outcome;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Staff;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.ApiException.FieldError;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Import and export of articles as a folder of Markdown with front matter. */
@RestController
@RequestMapping("/api/v1/articles")
@Staff
class ArticleTransferController {
    private static final String ZIP = "application/zip";
    private static final int PAGE_SIZE = 100;

    record ImportedFileErrorResponse(String field, @Schema(description = "Why, for programs") String reason, String message) {}

    record ImportedFileResponse(String file, @Nullable String slug, Outcome outcome, List<ImportedFileErrorResponse> errors) {}

    /** The result of each file; a dry run shows what would happen. */
    record ArticleImportResponse(boolean dryRun, List<ImportedFileResponse> files) {}

    private final Articles articles;
    private final ImportArticles importArticles;
    private final MessageSource messages;

    ArticleTransferController(Articles articles, ImportArticles importArticles, MessageSource messages) {
        this.articles = articles;
        this.importArticles = importArticles;
        this.messages = messages;
    }

    @GetMapping(path = "/export", produces = ZIP)
    @Operation(summary = "Export the articles as a ZIP of Markdown files with front matter, by id")
    @ApiResponse(responseCode = "200", description = "The archive", content = @Content(mediaType = ZIP, schema = @Schema(type = "string", format = "binary")))
    ResponseEntity<StreamingResponseBody> exportArticles(
            @Parameter(description = "States of the articles; all by default") @RequestParam(required = false) @Nullable Set<State> state) {
        var filter = new Articles.Filter(state, null, null, null, null, null, null, null);
        return ResponseEntity.ok().contentType(MediaType.parseMediaType(ZIP))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"articles.zip\"").body(target -> {
                    try (var archive = new ZipOutputStream(target, UTF_8)) {
                        for (var page = articles.page(filter, null, PAGE_SIZE); !page.isEmpty(); page = articles.page(filter,
                                page.getLast().id(), PAGE_SIZE))
                            for (var found : page) {
                                archive.putNextEntry(new ZipEntry(FrontMatter.fileName(found.state())));
                                archive.write(FrontMatter.write(found.state()).getBytes(UTF_8));
                                archive.closeEntry();
                            }
                    }
                });
    }

    @PostMapping(path = "/import", consumes = ZIP)
    @Operation(summary = "Import articles from a ZIP of Markdown files with front matter", description = "At most 1,000 files "
            + "named slug.language.md of 512 KiB. A repetition changes nothing. A file with the slug of an article in another "
            + "language is its translation. A change of a published article needs publish=true.", requestBody = @io.swagger.v3.oas.annotations.parameters.RequestBody(required = true, content = @Content(mediaType = ZIP, schema = @Schema(type = "string", format = "binary"))))
    @ApiResponse(responseCode = "200", description = "OK", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "413", description = "The archive is too large")
    @ApiResponse(responseCode = "415", description = "The body is no ZIP archive")
    ArticleImportResponse importArticles(Caller caller,
            @Parameter(description = "Whether only the result is wanted") @RequestParam(defaultValue = "false") boolean dryRun,
            @Parameter(description = "Whether the articles are published") @RequestParam(defaultValue = "false") boolean publish,
            @Parameter(hidden = true) HttpServletRequest request) throws IOException {
        var archive = request.getInputStream().readNBytes(ArticleArchive.MAX_BYTES + 1);
        if (archive.length > ArticleArchive.MAX_BYTES) throw ApiException.of(HttpStatus.CONTENT_TOO_LARGE, "too-large");
        var results = importArticles
                .handle(new ImportArticles.Command(ArticleArchive.read(archive), dryRun, publish, Author.of(caller)));
        return new ArticleImportResponse(dryRun, results.stream().map(result -> new ImportedFileResponse(result.file(),
                result.slug(), result.outcome(), result.errors().stream().map(this::toResponse).toList())).toList());
    }

    private ImportedFileErrorResponse toResponse(FieldError error) {
        return new ImportedFileErrorResponse(error.field(), error.code(),
                messages.getMessage("field." + error.code(), error.arguments(), error.code(), LocaleContextHolder.getLocale()));
    }
}
