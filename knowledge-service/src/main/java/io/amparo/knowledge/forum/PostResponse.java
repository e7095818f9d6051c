package io.amparo.knowledge.forum;

import io.amparo.knowledge.forum.Topic.Moderation;
import io.amparo.knowledge.forum.Topic.Visibility;
import io.amparo.platform.web.Action;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A post. A hidden or deleted one keeps its position, without its text.
 *
 * @param position from 1 in the topic; the question is the first
 * @param body Markdown; absent if it is not visible for the caller
 * @param html the body as safe HTML
 * @param reason why it is hidden
 * @param votes people who find it helpful
 * @param history former bodies, for the staff only; not in a list
 * @param moderation the last decision about its visibility, for the staff only
 * @param actions what this caller may do now
 */
record PostResponse(String id, int position, ForumAuthorJson author, Visibility visibility, @Nullable String body,
        @Nullable String html, @Nullable String reason, boolean accepted, int votes, boolean voted, Instant postedAt,
        @Nullable Instant editedAt, @Nullable List<FormerBodyJson> history, @Nullable List<ModerationJson> moderation,
        List<Action> actions) {

    /** @param until instant at which another body replaced it */
    record FormerBodyJson(String body, Instant until) {}

    /** @param by name of the person of the staff; absent if the author has deleted the post */
    record ModerationJson(Visibility visibility, String reason, @Nullable String by, Instant at) {
        static ModerationJson of(Moderation m) {
            return new ModerationJson(m.to(), m.reason(), m.by().isEmpty() ? null : m.by(), m.at());
        }
    }
}
