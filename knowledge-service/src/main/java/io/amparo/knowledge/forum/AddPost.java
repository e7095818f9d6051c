package io.amparo.knowledge.forum;

import io.amparo.knowledge.person.Participation;
import io.amparo.knowledge.search.IndexTicker;
import io.amparo.platform.security.Caller;
import java.time.Clock;

/**
 * Adds a post to a topic. Idempotent: the post is looked up by its id, so a retry finds the first post after any number of other
 * changes. The post is inserted before the write of the topic, which decides that it counts.
 */
final class AddPost {
    record Command(String topicId, String postId, Caller caller, String text) {}

    private final Topics topics;
    private final Posts posts;
    private final Participation participation;
    private final IndexTicker index;
    private final Clock clock;

    AddPost(Topics topics, Posts posts, Participation participation, IndexTicker index, Clock clock) {
        this.topics = topics;
        this.posts = posts;
        this.participation = participation;
        this.index = index;
        this.clock = clock;
    }

    Post handle(Command command) {
        var topicId = command.topicId();
        // A retry completes an earlier call that crashed after its topic write.
        posts.storePosition(topics.find(topicId).orElseThrow().state());
        if (posts.find(topicId, command.postId()).isEmpty()) insert(command);
        index.indexNow(topicId);
        return posts.find(topicId, command.postId()).orElseThrow();
    }

    private void insert(Command command) {
        var topicId = command.topicId();
        var author = participation.admitPost(command.caller(), command.postId(), command.text());
        var now = clock.instant();
        var post = Post.of(topicId, command.postId(), author.authorId(), command.caller().isStaff(),
                Mentions.store(command.text(), participation::findByPseudonym), now);
        posts.insert(post);
        topics.change(topicId, "post/" + command.postId(), topic -> posts.find(topicId, command.postId()).isPresent()
                // A concurrent call with this key may have been followed by more changes than the topic remembers causes.
                ? topic.unchanged()
                : topic.addPost(post, clock.instant()));
    }
}
