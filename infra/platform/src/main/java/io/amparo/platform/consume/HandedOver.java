package io.amparo.platform.consume;

import io.amparo.platform.LogText;
import io.amparo.platform.consume.DeadLetters.Attempt;
import io.amparo.platform.consume.DeadLetters.Outcome;
import io.amparo.platform.consume.DeadLetters.ReplayResponse;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The dead letters of one replay that were copied to a {@link ReplayTopic}: what became of them is known later. */
final class HandedOver {
    private static final Logger LOG = LoggerFactory.getLogger(HandedOver.class);

    private final Set<Long> offsets = new HashSet<>();

    void add(long offset) {
        offsets.add(offset);
    }

    /**
     * Waits for the decision of the consumer group, at most 10 s, and replaces the outcomes.
     *
     * @param end offset from which the dead letters are that the group has parked since the replay began
     */
    ReplayResponse decided(ReplayResponse replay, ReplayTopic through, WaitingDeadLetters waiting, long end) {
        if (offsets.isEmpty()) return replay;
        boolean decided = through.awaitDecision();
        var parked = new HashMap<Long, String>();
        try {
            parked.putAll(parkedCopies(waiting, end));
        } catch (RuntimeException e) {
            if (!TransientFailure.is(e)) throw e;
            LOG.warn("Replay of {} cannot read what was parked again ({}); its outcome is not known", waiting.name(),
                    LogText.rootCause(e));
            decided = false;
        }
        int undecided = decided ? 0 : offsets.size() - parked.size();
        var outcomes = outcomes(parked, decided);
        return new ReplayResponse(replay.topic(), replay.replayed() - parked.size() - undecided,
                replay.remaining() + parked.size(), undecided, replay.attempts().stream().map(outcomes).toList(), replay.ended());
    }

    /** Returns the reasons by the offset of the dead letter that was handed over. */
    private Map<Long, String> parkedCopies(WaitingDeadLetters waiting, long end) {
        var reasons = new HashMap<Long, String>();
        waiting.seek(end);
        waiting.forEach(waiting.end(), each -> {
            var headers = each.record().headers();
            DeadLetterTopics.text(headers, DeadLetterTopics.REPLAY_OF).filter(text -> text.matches("\\d{1,18}"))
                    .map(Long::valueOf).filter(offsets::contains)
                    .ifPresent(offset -> reasons.put(offset, DeadLetterTopics.reason(headers)));
            return true;
        });
        return reasons;
    }

    private UnaryOperator<Attempt> outcomes(Map<Long, String> parked, boolean decided) {
        return attempt -> {
            long offset = attempt.deadLetter().offset();
            if (!offsets.contains(offset)) return attempt;
            var reason = parked.get(offset);
            return reason == null
                    ? new Attempt(attempt.deadLetter(), decided ? Outcome.PROCESSED : Outcome.UNDECIDED, null)
                    : new Attempt(attempt.deadLetter(), Outcome.PARKED, reason);
        };
    }
}
