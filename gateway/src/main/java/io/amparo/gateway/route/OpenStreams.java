package io.amparo.gateway.route;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Open event streams, in the order in which each person opened them. The gateway closes them at shutdown, because they have no
 * end to wait for. A person who opens one more than the limit ends the oldest: it may be a stream whose caller has gone, which
 * the gateway notices only at a heartbeat.
 */
final class OpenStreams {
    private final Map<String, Deque<OpenStream>> ofPeople = new ConcurrentHashMap<>();

    /** An event stream of a person, from its request to its end. */
    static final class OpenStream {
        private final Runnable onAttach;
        private @Nullable InputStream body;
        private boolean replaced;

        private OpenStream(Runnable onAttach) {
            this.onAttach = onAttach;
        }

        /** Attaches the body as soon as the service responds with events; only then may it replace another stream. */
        void attach(InputStream events) {
            synchronized (this) {
                body = events;
            }
            onAttach.run();
        }

        private synchronized boolean isAttached() {
            return body != null;
        }

        /** Returns whether a newer stream of this person has replaced it. */
        synchronized boolean isReplaced() {
            return replaced;
        }

        private synchronized void replace() {
            replaced = true;
            close();
        }

        private synchronized void close() {
            if (body != null) try {
                body.close();
            } catch (IOException ignored) {
                body = null;
            }
        }
    }

    OpenStream open(String person, int limit) {
        var stream = new OpenStream(() -> endOldest(person, limit));
        ofPeople.compute(person, (_, open) -> {
            Deque<OpenStream> streams = open == null ? new ArrayDeque<>() : open;
            streams.addLast(stream);
            return streams;
        });
        return stream;
    }

    private void endOldest(String person, int limit) {
        ofPeople.computeIfPresent(person, (_, streams) -> {
            var attached = streams.stream().filter(OpenStream::isAttached).toList();
            for (var oldest : attached.subList(0, Math.max(0, attached.size() - limit))) {
                streams.remove(oldest);
                oldest.replace();
            }
            return streams;
        });
    }

    void remove(String person, OpenStream stream) {
        ofPeople.computeIfPresent(person, (_, streams) -> {
            streams.remove(stream);
            return streams.isEmpty() ? null : streams;
        });
    }

    int count() {
        return ofPeople.values().stream().mapToInt(Deque::size).sum();
    }

    void closeAll() {
        for (var person : ofPeople.keySet()) ofPeople.computeIfPresent(person, (_, streams) -> {
            streams.forEach(OpenStream::close);
            return streams;
        });
    }
}
