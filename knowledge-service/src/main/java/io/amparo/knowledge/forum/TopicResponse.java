package io.amparo.knowledge.forum;

import io.amparo.platform.web.Action;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A topic of the forum. It has no deadline (R3.4).
 *
 * @param posts number of posts, with the question and hidden ones
 * @param answers visible posts by others than the author
 * @param votes votes for the question
 * @param acceptedPost id of the accepted answer; absent if there is none
 * @param hidden whether only the staff sees the topic
 * @param ticket number of the ticket that the author has opened from it; for the author and the staff only
 * @param article slug of the article drafted from it; for the staff only
 * @param actions what this caller may do now
 */
record TopicResponse(String id, String title, String language, String category, List<String> tags, @Nullable String product,
        ForumAuthorJson author, State state, int posts, int answers, int votes, @Nullable String acceptedPost, boolean hidden,
        boolean watched, Instant openedAt, Instant lastPostAt, @Nullable String ticket, @Nullable String article,
        List<Action> actions) {

    enum State {
        OPEN, SOLVED;

        static State of(Topic topic) {
            return topic.isSolved() ? SOLVED : OPEN;
        }
    }
}
