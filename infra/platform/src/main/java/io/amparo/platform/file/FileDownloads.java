package io.amparo.platform.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.platform.Adapter;
import io.amparo.platform.web.ApiException;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Answers downloads by links that {@link DownloadLinks} has signed, without a token. */
@Adapter
public final class FileDownloads {
    private final StoredFiles files;
    private final DownloadLinks links;
    private final Clock clock;

    /** @param content id of the content in {@link StoredFiles} */
    public record Download(String content, ReceivedFile.Description file) {}

    FileDownloads(StoredFiles files, DownloadLinks links, Clock clock) {
        this.files = files;
        this.links = links;
        this.clock = clock;
    }

    /**
     * Returns the content. A browser shows only what cannot run anything; it saves all other types, and believes the type.
     *
     * @throws ApiException 404 if the link is not signed or the file is unknown, 403 if the link has expired
     */
    public ResponseEntity<InputStreamResource> response(String id, long expires, String signature,
            Function<String, Optional<Download>> find) {
        if (!links.isSigned(id, expires, signature)) throw ApiException.notFound();
        if (clock.instant().getEpochSecond() >= expires) throw ApiException.of(HttpStatus.FORBIDDEN, "link-expired");
        var found = find.apply(id).orElseThrow(ApiException::notFound);
        var file = found.file();
        boolean inline = FileType.isInline(file.type());
        var disposition = (inline ? ContentDisposition.inline() : ContentDisposition.attachment()).filename(file.name(), UTF_8);
        var response = ResponseEntity.ok().eTag(file.sha256()).contentType(MediaType.parseMediaType(file.type()))
                .contentLength(file.size()).header("Content-Disposition", disposition.build().toString())
                .header("X-Content-Type-Options", "nosniff");
        // A sandbox keeps Chrome from showing a PDF.
        if (!file.type().equals(MediaType.APPLICATION_PDF_VALUE))
            response.header("Content-Security-Policy", "default-src 'none'; sandbox");
        return response.body(new InputStreamResource(() -> files.open(found.content()), "file " + id));
    }
}
