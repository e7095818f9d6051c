package io.amparo.platform.consume;

import io.amparo.platform.LogText;
import org.apache.kafka.common.header.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one line per dead letter with its cause, its effect and the next step of the operator. */
public final class DeadLetterLog {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterLog.class);

    /** What waits for the replay of a dead letter. */
    public enum Effect {
        SUBJECT_WAITS("later events of this subject wait behind it"),
        APPLIED_WITHOUT_IT("later events of this subject are applied without it"),
        STATE_STAYS("the state of this subject stays as it is until a newer one arrives"), NONE("no other event waits for it");

        private final String text;

        Effect(String text) {
            this.text = text;
        }
    }

    /**
     * Logs a dead letter, except one that only waits behind another.
     *
     * @param place topic, partition and offset of the record, as {@code topic-partition@offset}
     * @param reference how {@code ./amparo dlt show} finds the dead letter; empty if its offset is not known yet
     */
    public static void parked(String group, String topic, String place, Headers headers, String subject, Effect effect,
            Throwable failure, String reference) {
        if (failure instanceof SubjectParkedException) return;
        LOG.error("{} cannot process event {} ({}) of subject {} at {}: {}. It is a dead letter; {}. Next: ./amparo dlt {}",
                group, attribute(headers, "ce_id"), attribute(headers, "ce_type"), subject.isEmpty() ? "-" : LogText.of(subject),
                place, DeadLetterTopics.reason(failure), effect.text,
                reference.isEmpty() ? "list %s %s".formatted(topic, group) : "show %s %s %s".formatted(topic, group, reference));
    }

    private static String attribute(Headers headers, String name) {
        return DeadLetterTopics.text(headers, name).map(LogText::of).orElse("-");
    }

    private DeadLetterLog() {}
}
