package io.amparo.knowledge.forum;

import io.amparo.knowledge.person.Participation;
import io.amparo.knowledge.search.IndexTicker;
import io.amparo.platform.security.Caller;
import io.amparo.platform.web.ApiException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Changes the text of a post for a time after it was posted; the staff sees the former texts. */
final class EditPost {
    private static final int MAX_EDITS = 50;

    /** @param version version of the post that the caller has read */
    record Command(Post post, int version, Caller caller, String text) {}

    private final Topics topics;
    private final Posts posts;
    private final Participation participation;
    private final IndexTicker index;
    private final Duration editTime;
    private final Clock clock;

    EditPost(Topics topics, Posts posts, Participation participation, IndexTicker index, Duration editTime, Clock clock) {
        this.topics = topics;
        this.posts = posts;
        this.participation = participation;
        this.index = index;
        this.editTime = editTime;
        this.clock = clock;
    }

    /** Returns empty if the post has another version. */
    Optional<Post> handle(Command command) {
        var post = command.post();
        var topicId = post.topicId();
        var text = Mentions.store(command.text(), participation::findByPseudonym);
        participation.admitEdit(command.caller(), command.text());
        // A repetition completes an earlier call that crashed after the write of the post.
        var isRetry = post.version() == command.version() + 1 && post.text().equals(text);
        if (!isRetry && !isEditable(post)) throw ApiException.conflict("edit-too-late");
        if (!isRetry && !posts.edit(post, command.version(), text, clock.instant())) return Optional.empty();
        topics.change(topicId, "edit/" + post.id() + "/" + command.version(), topic -> topic.touch(clock.instant()));
        index.indexNow(topicId);
        return posts.find(topicId, post.id());
    }

    boolean isEditable(Post post) {
        return post.version() <= MAX_EDITS && post.postedAt().plus(editTime).isAfter(clock.instant());
    }
}
