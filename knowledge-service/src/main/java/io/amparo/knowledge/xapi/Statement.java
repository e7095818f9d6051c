package io.amparo.knowledge.xapi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A learning record.
 *
 * @param id UUID made of the event, so that a repeated event makes the same statement
 * @param person person id when it happened; it changes with the contract
 * @param subject subject of the person's token, which never changes
 * @param part id of the lesson or assessment in the course; null for the course itself
 * @param title of the course, lesson or assessment in the version that was learned; null if this version does not have it
 * @param language of the course
 * @param percent result; null if there is none
 * @param attempt number of the attempt; null for all but assessments
 * @param at instant of what happened
 * @param storedAt instant from which the statement can be read
 */
record Statement(String id, XapiVerb verb, String person, String subject, String courseId, XapiActivityType type,
        @Nullable String part, @Nullable String title, String language, @Nullable Integer percent, @Nullable Integer attempt,
        Instant at, Instant storedAt) {

    /** Returns the place in the order of storage. */
    String position() {
        return position(storedAt) + "/" + id;
    }

    static String position(Instant storedAt) {
        return "%015d".formatted(storedAt.toEpochMilli());
    }
}
