package io.amparo.platform.consume;

/** The dead letters of this service's consumers. */
public final class ParkedDeadLetters {
    private final ParkedSubjects parked;
    private final String group;

    ParkedDeadLetters(ParkedSubjects parked, String group) {
        this.parked = parked;
        this.group = group;
    }

    /** Whether a subject of this topic has a dead letter that waits for a replay. One query by index. */
    public boolean isAnyOf(String topic) {
        return parked.oldest(DeadLetterTopics.nameOf(topic, group)).isPresent();
    }
}
