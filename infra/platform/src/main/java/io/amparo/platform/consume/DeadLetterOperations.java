package io.amparo.platform.consume;

import io.amparo.platform.LogText;
import io.amparo.platform.consume.DeadLetters.PageResponse;
import io.amparo.platform.consume.DeadLetters.ReplayResponse;
import io.amparo.platform.consume.DeadLetters.Replayer;
import io.amparo.platform.consume.DroppedDeadLetters.Dropped;
import io.amparo.platform.consume.ParkedSubjects.Position;
import io.amparo.platform.consume.WaitingDeadLetters.Waiting;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an operator does with the dead letters of this service: count, list, show, replay, drop. */
final class DeadLetterOperations {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterOperations.class);
    private static final int PAGE_SIZE = 100;
    /** Records that are read to count the waiting ones. Of more, all count as waiting. */
    private static final int MAX_COUNTED = 1_000;
    /** Dead letters that one request drops. */
    private static final int MAX_DROPPED = 1_000;

    /**
     * @param message why it was not dropped, or what happens next
     * @param count how many were dropped
     */
    record DropResponse(boolean dropped, String message, int count) {}

    private final String serviceGroup;
    private final List<Replayer> replayers;
    private final ParkedSubjects parked;
    private final DroppedDeadLetters dropped;
    private final Predicate<String> compacted;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final PayloadMask mask;
    private final Clock clock;

    /**
     * @param compacted whether a topic is compacted, so that its records are whole states
     * @param consumers creates a consumer without a group, which the operation closes
     */
    DeadLetterOperations(String serviceGroup, List<Replayer> replayers, ParkedSubjects parked, DroppedDeadLetters dropped,
            Predicate<String> compacted, Supplier<Consumer<byte[], byte[]>> consumers, PayloadMask mask, Clock clock) {
        this.serviceGroup = serviceGroup;
        this.replayers = replayers;
        this.parked = parked;
        this.dropped = dropped;
        this.compacted = compacted;
        this.consumers = consumers;
        this.mask = mask;
        this.clock = clock;
    }

    /** Passes each topic and consumer group of this service. */
    void forEachTopic(BiConsumer<String, String> action) {
        for (var replayer : replayers) for (var topic : replayer.topics()) action.accept(topic, replayer.group());
    }

    /** Returns the number of waiting dead letters for each topic and consumer group of this service. */
    List<DeadLetterCount> counts() {
        try (var consumer = consumers.get()) {
            return replayers.stream()
                    .flatMap(replayer -> replayer.topics().stream().sorted().map(topic -> count(topic, replayer, consumer)))
                    .toList();
        }
    }

    private DeadLetterCount count(String topic, Replayer replayer, Consumer<byte[], byte[]> consumer) {
        var name = DeadLetterTopics.nameOf(topic, replayer.group());
        var waiting = new WaitingDeadLetters(name, compacted.test(topic), parked.position(name), parked, consumer);
        long oldest = waiting.oldest();
        long end = waiting.end();
        long to = Math.min(end, oldest + MAX_COUNTED);
        var first = new AtomicReference<@Nullable Instant>();
        var count = new AtomicLong();
        if (oldest >= end) return new DeadLetterCount(topic, replayer.group(), 0, null);
        waiting.seek(oldest);
        waiting.forEach(to, each -> {
            if (count.getAndIncrement() == 0) first.set(Instant.ofEpochMilli(each.record().timestamp()));
            return true;
        });
        return new DeadLetterCount(topic, replayer.group(), to == end ? count.get() : end - oldest, first.get());
    }

    /** Returns the newest 100 dropped ones of a topic and group; of all, if there is no topic. */
    List<Dropped> dropped(@Nullable String topic, @Nullable String group) {
        return dropped.newest(topic == null ? null : DeadLetterTopics.nameOf(topic, replayer(topic, group).group()));
    }

    PageResponse list(String topic, @Nullable String group, @Nullable String only, long after) {
        try (var waiting = waiting(topic, replayer(topic, group))) {
            var page = new ArrayList<DeadLetterResponse>();
            waiting.seek(Math.max(waiting.oldest(), after + 1));
            boolean complete = waiting.forEach(waiting.end(), each -> {
                if (only != null && !each.is(only)) return true;
                if (page.size() == PAGE_SIZE) return false;
                return page.add(DeadLetterResponse.of(each));
            });
            return new PageResponse(page, complete ? null : page.getLast().offset());
        }
    }

    DeadLetterDetails show(String topic, @Nullable String group, long offset, boolean withPersonalData) {
        try (var waiting = waiting(topic, replayer(topic, group))) {
            return DeadLetterDetails.of(find(waiting, offset), withPersonalData, mask);
        }
    }

    /** Begins only if there is something to replay: a replay that begins ends another one, so a wrong id must not begin. */
    synchronized ReplayResponse replay(String topic, @Nullable String group, @Nullable String only) {
        var replayer = replayer(topic, group);
        if (only != null) try (var waiting = waiting(topic, replayer)) {
            if (waiting.find(only).isEmpty()) return new ReplayResponse(topic, 0, 0, 0, List.of(), null);
        }
        var position = parked.begin(DeadLetterTopics.nameOf(topic, replayer.group()));
        try (var waiting = waiting(topic, replayer, position)) {
            return new DeadLetterReplay(topic, replayer, waiting, position, parked, dropped, only).toEnd();
        }
    }

    /**
     * Records the drop before its effect: after a crash in between, a replay skips the dead letter.
     *
     * @param following whether to drop at most 1,000 of its subject
     */
    synchronized DropResponse drop(String topic, @Nullable String group, long offset, String reason, String by,
            boolean following) {
        if (reason.isBlank()) return new DropResponse(false, "A reason is needed", 0);
        var replayer = replayer(topic, group);
        try (var waiting = waiting(topic, replayer)) {
            var selected = find(waiting, offset);
            var first = waiting.find(selected.subject()).orElse(selected);
            if (first.record().offset() != offset)
                return new DropResponse(false, "@%d of the same subject waits before it and must be replayed or dropped first"
                        .formatted(first.record().offset()), 0);
            var all = following ? ofSubject(waiting, selected.subject()) : List.of(selected);
            dropped.add(all.stream()
                    .map(each -> new Dropped(waiting.name(), each.record().offset(), each.subject(), reason, by, clock.instant()))
                    .toList());
            LOG.warn("{} dead letters of subject {} from {}@{} on are dropped: {}. They stay in their topic and are not replayed",
                    all.size(), LogText.of(selected.subject()), waiting.name(), offset, LogText.of(reason));
            return new DropResponse(true, passDropped(topic, replayer, all), all.size());
        }
    }

    private static List<Waiting> ofSubject(WaitingDeadLetters waiting, String subject) {
        var all = new ArrayList<Waiting>();
        waiting.seekToOldest();
        waiting.forEach(waiting.end(), each -> {
            if (each.subject().equals(subject)) all.add(each);
            return all.size() < MAX_DROPPED;
        });
        return all;
    }

    /** Moves the position of their subject behind the dropped ones. Returns what happens next. */
    private String passDropped(String topic, Replayer replayer, List<Waiting> all) {
        var position = parked.begin(DeadLetterTopics.nameOf(topic, replayer.group()));
        try (var waiting = waiting(topic, replayer, position)) {
            var result = new DeadLetterReplay(topic, replayer, waiting, position, parked, dropped, all.getFirst().subject(), true)
                    .toEnd();
            if (result.ended() != null)
                return "the next replay skips it and continues with its subject (now: " + result.ended() + ")";
            if (result.remaining() > 0)
                return result.remaining() + " more of its subject wait and can be replayed, or dropped with --following";
            replayer.replayTopic().ifPresent(through -> through.release(topic, all.getLast().record()));
            return "no other dead letter of its subject waits";
        }
    }

    private static Waiting find(WaitingDeadLetters waiting, long offset) {
        return waiting.find("@" + offset).orElseThrow(() -> new NoSuchElementException(
                "No dead letter waits at " + waiting.name() + "@" + offset + "; it may have been replayed or dropped"));
    }

    private Replayer replayer(String topic, @Nullable String group) {
        var consumerGroup = group == null ? serviceGroup : group;
        return replayers.stream().filter(each -> each.group().equals(consumerGroup) && each.topics().contains(topic)).findFirst()
                .orElseThrow(() -> new NoSuchElementException("%s does not consume %s; its topics: %s".formatted(consumerGroup,
                        topic, String.join(", ", replayers.stream().filter(each -> each.group().equals(consumerGroup))
                                .flatMap(each -> each.topics().stream()).sorted().toList()))));
    }

    private WaitingDeadLetters waiting(String topic, Replayer replayer) {
        return waiting(topic, replayer, parked.position(DeadLetterTopics.nameOf(topic, replayer.group())));
    }

    private WaitingDeadLetters waiting(String topic, Replayer replayer, Position position) {
        var consumer = consumers.get();
        try {
            return new WaitingDeadLetters(DeadLetterTopics.nameOf(topic, replayer.group()), compacted.test(topic), position,
                    parked, consumer);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }
}
