package io.amparo.sla.board;

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
import org.springframework.http.MediaType;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Live boards over server-sent events. Each reader has a queue and a thread of its own: who reads slowly holds up nobody, and who
 * falls too far behind is sent away to come again with {@code Last-Event-ID}. Who names a notice that is not remembered is told
 * so ({@link #RESET}).
 */
class BoardStream {
    private static final int PATIENCE = 1_000;
    private static final int REMEMBERED = 1_000;
    /** What came in between is lost: the board is to be read again. Without an id, but with data: browsers drop what has none. */
    private static final String RESET = "RESET";

    private final Duration heartbeat;
    private final Set<Reader> readers = ConcurrentHashMap.newKeySet();
    /** Read when somebody is to be told of them: mostly there is nobody. */
    private final Deque<Supplier<Optional<BoardNotice>>> recent = new ArrayDeque<>();

    BoardStream(Duration heartbeat) {
        this.heartbeat = heartbeat;
    }

    /**
     * @param lastEventId the last notice that the reader has seen; what came since then comes first
     * @param lasting after which the stream ends; null for never
     * @param told what this reader is told of a notice
     */
    SseEmitter open(@Nullable String lastEventId, @Nullable Duration lasting, UnaryOperator<BoardNotice> told) {
        long end = lasting == null ? Long.MAX_VALUE : System.nanoTime() + lasting.toNanos();
        var reader = new Reader(new SseEmitter(0L), new LinkedBlockingQueue<>(PATIENCE + REMEMBERED), told);
        Optional<List<BoardNotice>> missed;
        synchronized (recent) {
            missed = lastEventId == null ? Optional.of(List.of()) : since(lastEventId);
            missed.ifPresent(reader.queue::addAll);
            readers.add(reader);
        }
        reader.emitter.onCompletion(() -> readers.remove(reader));
        boolean forgotten = missed.isEmpty();
        Thread.ofVirtual().name("board").start(() -> feed(reader, forgotten, end));
        return reader.emitter;
    }

    /** Empty where that notice is not remembered: it is too old, or from before this instance was started. */
    private Optional<List<BoardNotice>> since(String lastEventId) {
        var all = recent.stream().flatMap(notice -> notice.get().stream()).toList();
        for (int i = all.size() - 1; i >= 0; i--)
            if (all.get(i).id().equals(lastEventId)) return Optional.of(all.subList(i + 1, all.size()));
        return Optional.empty();
    }

    /** @param notice asked for once, if at all; empty for what is none */
    void tell(Supplier<Optional<BoardNotice>> notice) {
        synchronized (recent) {
            var once = SingletonSupplier.of(notice);
            recent.addLast(once);
            if (recent.size() > REMEMBERED) recent.removeFirst();
            if (!readers.isEmpty()) once.get().ifPresent(told -> readers.removeIf(reader -> !reader.queue.offer(told)));
        }
    }

    private void feed(Reader reader, boolean forgotten, long end) {
        try {
            reader.emitter.send(SseEmitter.event().comment("amparo sla board"));
            if (forgotten) reader.emitter.send(SseEmitter.event().name(RESET).data(Map.of(), MediaType.APPLICATION_JSON));
            while (readers.contains(reader) && System.nanoTime() < end) {
                long patience = Math.min(heartbeat.toNanos(), end - System.nanoTime());
                var notice = reader.queue.poll(patience, TimeUnit.NANOSECONDS);
                reader.emitter.send(notice == null ? SseEmitter.event().comment("") : event(reader.told.apply(notice)));
            }
            reader.emitter.complete();
        } catch (IOException | IllegalStateException gone) {
            readers.remove(reader);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException unreadable) {
            // The store is gone: the reader comes again, and is told what it has missed.
            readers.remove(reader);
            reader.emitter.completeWithError(unreadable);
        }
    }

    private static SseEmitter.SseEventBuilder event(BoardNotice notice) {
        return SseEmitter.event().id(notice.id()).name(notice.edge().kind()).data(notice, MediaType.APPLICATION_JSON);
    }

    /** Before the web server waits for its last requests: these would never end by themselves. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        readers.forEach(reader -> reader.emitter.complete());
        readers.clear();
    }

    private record Reader(SseEmitter emitter, BlockingQueue<BoardNotice> queue, UnaryOperator<BoardNotice> told) {
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
