package io.amparo.platform.file;

import io.amparo.platform.Adapter;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeTypes;

/**
 * The type of a file by its content. The name only refines it, such as a ZIP archive to a word processor's document; the type
 * that the caller declares does not count.
 */
@Adapter
final class FileType {
    /** Types that a browser shows without running anything. All others are saved. */
    private static final Set<String> INLINE = Set.of("application/pdf", "image/bmp", "image/gif", "image/jpeg", "image/png",
            "image/webp", "text/plain");

    /** Read at the first upload: it costs 300 ms, and most starts need no upload soon. */
    private static final class Holder {
        static final MimeTypes TYPES = MimeTypes.getDefaultMimeTypes();
    }

    private FileType() {}

    /** @param content a stream with mark and reset, which stays at its beginning */
    static String detect(InputStream content, String name) throws IOException {
        var byContent = Holder.TYPES.detect(content, new Metadata());
        // Any name would refine unknown bytes.
        if (byContent.equals(MediaType.OCTET_STREAM)) return byContent.toString();
        var named = new Metadata();
        named.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
        return Holder.TYPES.detect(content, named).getBaseType().toString();
    }

    static boolean isInline(String type) {
        return INLINE.contains(type);
    }
}
