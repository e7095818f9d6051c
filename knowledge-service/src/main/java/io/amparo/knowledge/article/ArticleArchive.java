package io.amparo.knowledge.article;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.platform.Adapter;
import io.amparo.platform.web.ApiException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipInputStream;
import org.springframework.http.HttpStatus;

/** Reads a ZIP archive of Markdown files. Nothing is written to a disk, and the limits end the reading of a bomb. */
@Adapter
final class ArticleArchive {
    /** Received bytes. */
    static final int MAX_BYTES = 8 << 20;
    private static final int MAX_FILES = 1_000;
    private static final int MAX_FILE_BYTES = 512 << 10;
    private static final int MAX_TOTAL_BYTES = 32 << 20;
    private static final int MAX_DEPTH = 5;
    private static final String MARKDOWN = ".md";

    private ArticleArchive() {}

    /** @throws ApiException 413 if it is too large after unpacking, 422 if it is no archive or has too many files */
    static List<ArticleFile> read(byte[] archive) {
        var files = new ArrayList<ArticleFile>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(archive), UTF_8)) {
            int entries = 0;
            long total = 0;
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (++entries > MAX_FILES) throw ApiException.invalid("file", "too-many-files", MAX_FILES);
                var bytes = in.readNBytes(MAX_FILE_BYTES + 1);
                total += bytes.length;
                if (bytes.length > MAX_FILE_BYTES || total > MAX_TOTAL_BYTES)
                    throw ApiException.of(HttpStatus.CONTENT_TOO_LARGE, "too-large");
                if (!entry.isDirectory()) files.add(file(entry.getName(), bytes));
            }
            if (entries == 0) throw ApiException.invalid("file", "not-an-archive");
        } catch (IOException | IllegalArgumentException invalid) {
            throw ApiException.invalid("file", "not-an-archive");
        }
        return files;
    }

    private static ArticleFile file(String name, byte[] bytes) {
        if (!isInside(name)) return ArticleFile.refused(name, "file", "path");
        if (!name.endsWith(MARKDOWN)) return ArticleFile.refused(name, "file", "not-markdown");
        try {
            return FrontMatter.read(name, UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException notUtf8) {
            return ArticleFile.refused(name, "file", "text");
        }
    }

    private static boolean isInside(String name) {
        var segments = name.split("/", -1);
        return segments.length <= MAX_DEPTH && name.indexOf('\\') < 0 && name.indexOf(':') < 0
                && Arrays.stream(segments).noneMatch(segment -> segment.isEmpty() || segment.equals(".") || segment.equals(".."));
    }
}
