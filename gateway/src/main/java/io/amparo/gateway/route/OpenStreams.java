package io.amparo.gateway.route;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Open event streams. The gateway closes them at shutdown, because they have no end to wait for. */
final class OpenStreams {
    private final Set<InputStream> open = ConcurrentHashMap.newKeySet();

    void add(InputStream stream) {
        open.add(stream);
    }

    void remove(InputStream stream) {
        open.remove(stream);
    }

    int count() {
        return open.size();
    }

    void closeAll() {
        for (var stream : open) {
            try {
                stream.close();
            } catch (IOException ignored) {
                open.remove(stream);
            }
        }
    }
}
