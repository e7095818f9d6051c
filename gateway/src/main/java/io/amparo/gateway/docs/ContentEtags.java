package io.amparo.gateway.docs;

import io.amparo.platform.Adapter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.io.Resource;
import org.springframework.util.DigestUtils;

/**
 * Entity tags of files in the gateway's package, from their content: all files of a reproducible build have the same date. The
 * tags are weak, because a strong one forbids compression.
 */
@Adapter
final class ContentEtags {
    private final Map<String, String> ofResources = new ConcurrentHashMap<>();

    /** Reads a resource once; a package does not change while it runs. */
    String of(Resource resource) {
        try {
            return ofResources.computeIfAbsent(resource.getURI().toString(), _ -> read(resource));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String of(byte[] content) {
        return "W/\"" + DigestUtils.md5DigestAsHex(content) + "\"";
    }

    private static String read(Resource resource) {
        try {
            return of(resource.getContentAsByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
