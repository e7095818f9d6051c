package io.amparo.platform.stream;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.MediaType;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Sends events to live readers over server-sent events. Each reader has its own queue and thread, so a slow reader delays no
 * other. A reader whose queue is full is disconnected and reconnects with {@code Last-Event-ID}. If that event is not among the
 * recent ones, the reader receives {@link #RESET}. A person has {@value #MAX_STREAMS_OF_PERSON} streams: one more ends the
 * oldest.
 */
public final class EventStream<E extends LiveEvent> {
    private static final int MAX_PENDING = 1_000;
    private static final int MAX_STREAMS_OF_PERSON = 5;
    private static final Duration PERMISSION_INTERVAL = Duration.ofSeconds(1);
    /**
     * Asks the reader to read everything again, because events are lost. It has no id, but data: browsers drop events without
     * data.
     */
    private static final String RESET = "RESET";

    private final String greeting;
    private final Duration heartbeat;
    private final int maxRecent;
    private final String instance = UUID.randomUUID().toString();
    private final Set<Subscriber<E>> readers = ConcurrentHashMap.newKeySet();
    /** Decoded only when a reader receives them, because mostly no reader is connected. */
    private final Deque<Supplier<Optional<E>>> recent = new ArrayDeque<>();
    private long published;
    private long opened;

    /** @param maxRecent events that are kept for readers who reconnect */
    public EventStream(String greeting, Duration heartbeat, int maxRecent) {
        this.greeting = greeting;
        this.heartbeat = heartbeat;
        this.maxRecent = maxRecent;
    }

    /** Opens a stream. The gateway limits streams as well, but a service can also be reached directly. */
    public SseEmitter open(Reader<E> request) {
        long endNanos = System.nanoTime() + request.duration().toNanos();
        Subscriber<E> reader;
        Optional<List<E>> missed;
        synchronized (recent) {
            reader = new Subscriber<>(request, opened++, new SseEmitter(0L), new LinkedBlockingQueue<>(MAX_PENDING + maxRecent));
            endOldestOf(request.person());
            missed = request.lastEventId() == null ? Optional.of(List.of()) : eventsSince(request.lastEventId());
            missed.ifPresent(events -> events.stream().filter(request.isVisible()).forEach(reader.queue::add));
            readers.add(reader);
        }
        reader.emitter.onCompletion(() -> readers.remove(reader));
        boolean reset = missed.isEmpty();
        Thread.ofVirtual().name("stream").start(() -> send(reader, reset, endNanos));
        return reader.emitter;
    }

    private void endOldestOf(String person) {
        var streams = readers.stream().filter(reader -> reader.request.person().equals(person)).toList();
        if (streams.size() < MAX_STREAMS_OF_PERSON) return;
        var oldest = streams.stream().min(Comparator.comparingLong(Subscriber::number)).orElseThrow();
        readers.remove(oldest);
        // A reader that does not read blocks its stream, also for the one who ends it.
        Thread.ofVirtual().name("stream-end").start(oldest.emitter::complete);
    }

    /** Returns empty if that id is not among the recent ones: it is too old, or from before the start of this instance. */
    private Optional<List<E>> eventsSince(String lastEventId) {
        long first = published - recent.size();
        for (long position = first; position <= published; position++)
            if (idOf(position).equals(lastEventId))
                return Optional.of(recent.stream().skip(position - first).flatMap(event -> event.get().stream()).toList());
        var all = recent.stream().flatMap(event -> event.get().stream()).toList();
        for (int i = all.size() - 1; i >= 0; i--)
            if (all.get(i).id().equals(lastEventId)) return Optional.of(all.subList(i + 1, all.size()));
        return Optional.empty();
    }

    /** The id of a position between two events: a reader that has received no event can resume after it. */
    private String idOf(long position) {
        return instance + "/" + position;
    }

    /** Whether somebody reads at this instant. */
    public boolean hasReaders() {
        return !readers.isEmpty();
    }

    /** @param event called at most once; empty if the record is no event of this stream */
    public void publish(Supplier<Optional<E>> event) {
        synchronized (recent) {
            var memoized = SingletonSupplier.of(event);
            recent.addLast(memoized);
            published++;
            if (recent.size() > maxRecent) recent.removeFirst();
            if (!readers.isEmpty())
                memoized.get().ifPresent(decoded -> readers
                        .removeIf(reader -> reader.request.isVisible().test(decoded) && !reader.queue.offer(decoded)));
        }
    }

    private void send(Subscriber<E> reader, boolean reset, long endNanos) {
        try {
            // Before the greeting, whose id would make a reader resume that has not received this.
            if (reset) reader.emitter.send(SseEmitter.event().name(RESET).data(Map.of(), MediaType.APPLICATION_JSON));
            reader.emitter.send(atPosition(reader, greeting));
            long allowedNanos = System.nanoTime();
            while (readers.contains(reader) && System.nanoTime() < endNanos) {
                long timeoutNanos = Math.min(heartbeat.toNanos(), endNanos - System.nanoTime());
                var event = reader.queue.poll(timeoutNanos, TimeUnit.NANOSECONDS);
                if (event == null || System.nanoTime() - allowedNanos > PERMISSION_INTERVAL.toNanos()) {
                    if (!reader.request.isAllowed().getAsBoolean()) break;
                    allowedNanos = System.nanoTime();
                }
                reader.emitter.send(event == null ? atPosition(reader, "") : toSse(event, reader.request.mapper().apply(event)));
            }
            readers.remove(reader);
            reader.emitter.complete();
        } catch (IOException | IllegalStateException disconnected) {
            readers.remove(reader);
        } catch (InterruptedException ignored) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // The store is unavailable: the reader reconnects and receives the events that it missed.
            readers.remove(reader);
            reader.emitter.completeWithError(e);
        }
    }

    /** A comment, with the id of the present position if the reader has received all events before it. */
    private SseEmitter.SseEventBuilder atPosition(Subscriber<E> reader, String comment) {
        var sse = SseEmitter.event().comment(comment);
        synchronized (recent) {
            return reader.queue.isEmpty() ? sse.id(idOf(published)) : sse;
        }
    }

    private SseEmitter.SseEventBuilder toSse(E event, Object data) {
        return SseEmitter.event().id(event.id()).name(event.name()).data(data, MediaType.APPLICATION_JSON);
    }

    /** Ends the streams before the web server waits for open requests, because the streams do not end by themselves. */
    @EventListener(ContextClosedEvent.class)
    public void close() {
        readers.forEach(reader -> reader.emitter.complete());
        readers.clear();
    }

    private record Subscriber<E extends LiveEvent>(Reader<E> request, long number, SseEmitter emitter, BlockingQueue<E> queue) {
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
