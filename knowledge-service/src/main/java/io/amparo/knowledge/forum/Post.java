package io.amparo.knowledge.forum;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A post of a topic. The question of a topic has the id of the topic.
 *
 * @param position from 1 in the topic; 0 before the topic counts the post
 * @param author author id of the person
 * @param byVendor whether the author was staff of the vendor at that time (R3.2)
 * @param text Markdown, with mentions in their stored form
 * @param version starts at 1 and counts the edits
 * @param history former texts, oldest first; null in a page, which does not read them
 */
record Post(String topicId, String id, int position, String author, boolean byVendor, String text, List<String> mentions,
        Instant postedAt, int version, @Nullable Instant editedAt, @Nullable List<Former> history) {

    /** @param until instant at which another text replaced it */
    record Former(String text, Instant until) {}

    static Post of(String topicId, String id, String author, boolean byVendor, String text, Instant now) {
        return new Post(topicId, id, 0, author, byVendor, text, Mentions.authors(text), now, 1, null, List.of());
    }
}
