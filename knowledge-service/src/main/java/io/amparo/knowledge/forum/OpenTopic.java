package io.amparo.knowledge.forum;

import io.amparo.knowledge.forum.Topic.Content;
import io.amparo.knowledge.person.Participation;
import io.amparo.knowledge.search.IndexTicker;
import io.amparo.platform.security.Caller;
import io.amparo.platform.store.Versioned;
import java.time.Clock;

/**
 * Opens a topic, which its author watches from then on. Idempotent: a repetition with the same id completes the first call and
 * finds its topic. It starts no SLA clock (R3.4).
 */
final class OpenTopic {
    record Command(String topicId, Caller caller, Content content, String text) {}

    private final Topics topics;
    private final Posts posts;
    private final Watches watches;
    private final Participation participation;
    private final IndexTicker index;
    private final Clock clock;

    OpenTopic(Topics topics, Posts posts, Watches watches, Participation participation, IndexTicker index, Clock clock) {
        this.topics = topics;
        this.posts = posts;
        this.watches = watches;
        this.participation = participation;
        this.index = index;
        this.clock = clock;
    }

    Versioned<Topic> handle(Command command) {
        var id = command.topicId();
        if (topics.find(id).isEmpty()) insert(command);
        var topic = topics.find(id).orElseThrow();
        posts.storePosition(topic.state());
        watches.add(id, topic.state().author(), clock.instant());
        index.indexNow(id);
        return topic;
    }

    private void insert(Command command) {
        var author = participation.admitPost(command.caller(), command.topicId(), command.text());
        var now = clock.instant();
        var question = Post.of(command.topicId(), command.topicId(), author.authorId(), command.caller().isStaff(),
                Mentions.store(command.text(), participation::findByPseudonym), now);
        posts.insert(question);
        topics.insert(command.topicId(), "open", Topic.open(command.topicId(), command.content(), question, now));
    }
}
