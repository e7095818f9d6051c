package io.amparo.sla.board;

import io.amparo.platform.Adapter;
import io.amparo.platform.web.ApiException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Sends board notices to live readers over server-sent events. Each reader has its own queue and thread, so a slow reader delays
 * no other. A reader whose queue is full is disconnected and reconnects with {@code Last-Event-ID}. If that notice is not among
 * the recent ones, the reader receives {@link #RESET}.
 */
@Adapter
class BoardStream {
    private static final int MAX_PENDING_NOTICES = 1_000;
    private static final int MAX_RECENT_NOTICES = 1_000;
    private static final int MAX_STREAMS_OF_PERSON = 5;
    /**
     * Asks the reader to read the board again, because notices are lost. It has no id, but data: browsers drop events without
     * data.
     */
    private static final String RESET = "RESET";

    private final Duration heartbeat;
    private final Set<Subscriber> readers = ConcurrentHashMap.newKeySet();
    /** Decoded only when a reader receives them, because mostly no reader is connected. */
    private final Deque<Supplier<Optional<BoardUpdate>>> recent = new ArrayDeque<>();

    BoardStream(Duration heartbeat) {
        this.heartbeat = heartbeat;
    }

    /**
     * Opens a stream; 429 if the person has too many. The gateway limits streams as well, but this service can also be reached
     * directly.
     *
     * @param lastEventId id of the last notice that the reader has received; later notices are sent first
     * @param duration the time after which the stream ends
     * @param mapper maps a notice to what this reader receives
     */
    SseEmitter open(String person, @Nullable String lastEventId, Duration duration, UnaryOperator<BoardUpdate> mapper) {
        long endNanos = System.nanoTime() + duration.toNanos();
        var reader = new Subscriber(person, new SseEmitter(0L),
                new LinkedBlockingQueue<>(MAX_PENDING_NOTICES + MAX_RECENT_NOTICES), mapper);
        Optional<List<BoardUpdate>> missed;
        synchronized (recent) {
            if (readers.stream().filter(other -> other.person.equals(person)).count() >= MAX_STREAMS_OF_PERSON)
                throw ApiException.of(HttpStatus.TOO_MANY_REQUESTS, "too-many-streams");
            missed = lastEventId == null ? Optional.of(List.of()) : noticesSince(lastEventId);
            missed.ifPresent(reader.queue::addAll);
            readers.add(reader);
        }
        reader.emitter.onCompletion(() -> readers.remove(reader));
        boolean reset = missed.isEmpty();
        Thread.ofVirtual().name("board").start(() -> sendNotices(reader, reset, endNanos));
        return reader.emitter;
    }

    /** Returns empty if that notice is not among the recent ones: it is too old, or from before the start of this instance. */
    private Optional<List<BoardUpdate>> noticesSince(String lastEventId) {
        var all = recent.stream().flatMap(notice -> notice.get().stream()).toList();
        for (int i = all.size() - 1; i >= 0; i--)
            if (all.get(i).id().equals(lastEventId)) return Optional.of(all.subList(i + 1, all.size()));
        return Optional.empty();
    }

    /** @param notice called at most once; empty if the event is not a board notice */
    void publish(Supplier<Optional<BoardUpdate>> notice) {
        synchronized (recent) {
            var memoized = SingletonSupplier.of(notice);
            recent.addLast(memoized);
            if (recent.size() > MAX_RECENT_NOTICES) recent.removeFirst();
            if (!readers.isEmpty()) memoized.get().ifPresent(decoded -> readers.removeIf(reader -> !reader.queue.offer(decoded)));
        }
    }

    private void sendNotices(Subscriber reader, boolean reset, long endNanos) {
        try {
            reader.emitter.send(SseEmitter.event().comment("amparo sla board"));
            if (reset) reader.emitter.send(SseEmitter.event().name(RESET).data(Map.of(), MediaType.APPLICATION_JSON));
            while (readers.contains(reader) && System.nanoTime() < endNanos) {
                long timeoutNanos = Math.min(heartbeat.toNanos(), endNanos - System.nanoTime());
                var notice = reader.queue.poll(timeoutNanos, TimeUnit.NANOSECONDS);
                reader.emitter.send(notice == null ? SseEmitter.event().comment("") : event(reader.mapper.apply(notice)));
            }
            reader.emitter.complete();
        } catch (IOException | IllegalStateException disconnected) {
            readers.remove(reader);
        } catch (InterruptedException ignored) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // The store is unavailable: the reader reconnects and receives the notices that it missed.
            readers.remove(reader);
            reader.emitter.completeWithError(e);
        }
    }

    private static SseEmitter.SseEventBuilder event(BoardUpdate notice) {
        return SseEmitter.event().id(notice.id()).name(notice.edge().kind()).data(notice, MediaType.APPLICATION_JSON);
    }

    /** Ends the streams before the web server waits for open requests, because the streams do not end by themselves. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        readers.forEach(reader -> reader.emitter.complete());
        readers.clear();
    }

    private record Subscriber(String person, SseEmitter emitter, BlockingQueue<BoardUpdate> queue,
            UnaryOperator<BoardUpdate> mapper) {
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
