package io.amparo.platform.consume;

import io.amparo.platform.LogText;
import io.amparo.platform.consume.DeadLetters.Attempt;
import io.amparo.platform.consume.DeadLetters.Outcome;
import io.amparo.platform.consume.DeadLetters.ReplayResponse;
import io.amparo.platform.consume.DeadLetters.Replayer;
import io.amparo.platform.consume.ParkedSubjects.Position;
import io.amparo.platform.consume.WaitingDeadLetters.Waiting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One replay of the dead letters of one topic, in order, from the oldest that was not replayed. The dead letters of each subject
 * stay in order: after one that fails, those of its subject remain, and those of other subjects continue. A subject is un-parked
 * with its last dead letter.
 */
final class DeadLetterReplay {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterReplay.class);
    /** Rounds in which a replay follows the events that are parked during the replay. */
    private static final int MAX_ROUNDS = 20;
    /** Failed subjects that are held in memory; with the last of them, the replay ends. */
    private static final int MAX_FAILED_SUBJECTS = 10_000;
    /** Attempts that the response lists. */
    private static final int MAX_ATTEMPTS = 1_000;

    private final String topic;
    private final Replayer replayer;
    private final WaitingDeadLetters waiting;
    private final ParkedSubjects parked;
    private final DroppedDeadLetters archive;
    private final Set<Long> dropped;
    private final HandedOver handedOver = new HandedOver();
    private final Set<String> failedSubjects = new HashSet<>();
    private final List<Attempt> attempts = new ArrayList<>();
    /** The only one to be replayed, or one of the only subject; null for all. */
    private final @Nullable Waiting only;
    private final boolean onlySubject;
    private final boolean onlyDropped;
    private Position position;
    private long end;
    private long passed;
    private int replayed;
    private int remaining;
    private @Nullable String ended;

    /**
     * @param position of this replay, after it has begun
     * @param only id of an event, subject, or {@code @<offset>} to which the replay is limited; null for all
     */
    DeadLetterReplay(String topic, Replayer replayer, WaitingDeadLetters waiting, Position position, ParkedSubjects parked,
            DroppedDeadLetters archive, @Nullable String only) {
        this(topic, replayer, waiting, position, parked, archive, only, false);
    }

    /** @param onlyDropped whether to pass over the dropped ones alone, without a call of the handler */
    DeadLetterReplay(String topic, Replayer replayer, WaitingDeadLetters waiting, Position position, ParkedSubjects parked,
            DroppedDeadLetters archive, @Nullable String only, boolean onlyDropped) {
        this.topic = topic;
        this.replayer = replayer;
        this.waiting = waiting;
        this.parked = parked;
        this.archive = archive;
        this.dropped = archive.offsets(waiting.name(), waiting.oldest());
        this.only = only == null ? null : waiting.find(only).orElse(null);
        this.onlySubject = this.only != null && this.only.subject().equals(only);
        this.onlyDropped = onlyDropped;
        this.position = position;
    }

    ReplayResponse toEnd() {
        try {
            waiting.seekToOldest();
            end = waiting.end();
            if (position.next() > end) restart();
            replayRounds();
            parked.forgetUnparked(waiting.name(), position.next());
        } catch (RuntimeException e) {
            // The next ones would fail too. The current one, which may have been handled, is replayed once more.
            if (!TransientFailure.is(e)) throw e;
            ended = LogText.rootCause(e);
            remaining += only == null ? (int) Math.max(0, end - passed) : 1;
            LOG.warn("Replay of {} ends at offset {} ({}); it can be repeated", waiting.name(), passed, ended);
        }
        var done = new ReplayResponse(topic, replayed, remaining, 0, attempts, ended);
        return replayer.replayTopic().map(through -> handedOver.decided(done, through, waiting, end)).orElse(done);
    }

    private void restart() {
        position = parked.restart(waiting.name(), position);
        archive.archive(waiting.name());
        dropped.clear();
    }

    private void replayRounds() {
        for (int round = 0; round < MAX_ROUNDS; round++) {
            long to = end;
            if (!waiting.forEach(to, this::visit) || !moveTo(to)) return;
            // What an asynchronous handler parks belongs to the next replay: it may be a dead letter of this one.
            if (replayer.replayTopic().isEmpty()) end = waiting.end();
            if (end == to) return;
        }
    }

    /** Returns false if the replay ends here. */
    private boolean visit(Waiting each) {
        passed = each.record().offset();
        if (only != null && !each.subject().equals(only.subject())) return true;
        if (failedSubjects.size() >= MAX_FAILED_SUBJECTS) {
            remaining += (int) (end - passed);
            return false;
        }
        boolean succeeded = !failedSubjects.contains(each.subject()) && isSelected(each) && tryReplay(each);
        if (!(succeeded ? recordSuccess(each) : recordFailure(each))) return false;
        passed++;
        return true;
    }

    /** One before the selected one of its subject waits too and keeps its place. */
    private boolean isSelected(Waiting each) {
        if (onlyDropped) return dropped.contains(each.record().offset());
        return only == null || onlySubject || each.record().offset() == only.record().offset();
    }

    private boolean tryReplay(Waiting each) {
        if (dropped.contains(each.record().offset())) return true;
        try {
            replayer.replayHandler().handle(topic, each.record());
            replayed++;
            if (replayer.replayTopic().isPresent()) handedOver.add(each.record().offset());
            attempt(each, Outcome.PROCESSED, null);
            return true;
        } catch (RuntimeException e) {
            if (TransientFailure.is(e)) throw e;
            LOG.warn("Dead letter {}@{} failed in a replay ({}); it remains, with those of its subject behind it", waiting.name(),
                    each.record().offset(), LogText.rootCause(e));
            attempt(each, Outcome.FAILED, DeadLetterTopics.reason(e));
            return false;
        }
    }

    private void attempt(Waiting each, Outcome outcome, @Nullable String failure) {
        if (attempts.size() < MAX_ATTEMPTS) attempts.add(new Attempt(DeadLetterResponse.of(each), outcome, failure));
    }

    private boolean recordSuccess(Waiting each) {
        long offset = each.record().offset();
        if (!moveTo(offset + 1)) return false;
        if (offset < position.next())
            parked.replayed(waiting.name(), each.subject(), offset);
        else
            parked.replayedAhead(waiting.name(), each.subject(), offset);
        return true;
    }

    private boolean recordFailure(Waiting each) {
        long offset = each.record().offset();
        remaining++;
        // Recorded before the position moves on, which otherwise counts the dead letter as replayed.
        if (failedSubjects.add(each.subject()))
            parked.park(waiting.name(), DeadLetterTopics.originalPartition(each.record()), each.subject(), offset);
        return moveTo(offset + 1);
    }

    /** Moves the position on, unless others than the selected ones were passed. Returns false if another replay has begun. */
    private boolean moveTo(long next) {
        if (only == null) position = new Position(position.replay(), Math.max(position.next(), next));
        if (parked.advance(waiting.name(), position)) return true;
        LOG.warn("Replay of {} ends before offset {}, because another one has begun", waiting.name(), next);
        ended = "another replay has begun";
        return false;
    }
}
