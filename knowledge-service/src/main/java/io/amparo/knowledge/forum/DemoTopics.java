package io.amparo.knowledge.forum;

import io.amparo.knowledge.forum.Topic.Content;
import io.amparo.knowledge.person.Participants;
import io.amparo.platform.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Inserts topics as demonstration data. Existing ones are not changed, and an interrupted insert is completed. */
record DemoTopics(Topics topics, Posts posts, Participants participants) {
    private static final Duration BETWEEN_TOPICS = Duration.ofHours(7);
    private static final Duration BETWEEN_POSTS = Duration.ofMinutes(50);

    /** @param staff null for false */
    record Demo(String title, String category, List<String> tags, String author, @Nullable Boolean staff, String text,
            List<Answer> answers) {}

    record Answer(String author, @Nullable Boolean staff, @Nullable Boolean accepted, String text) {}

    void insert(Demo[] demos, Instant now) {
        for (int n = 0; n < demos.length; n++) insert(demos[n], now.minus(BETWEEN_TOPICS.multipliedBy(n + 1L)));
    }

    private void insert(Demo demo, Instant openedAt) {
        var id = Ids.uuidOf("demo/" + demo.title());
        if (topics.find(id).isEmpty()) {
            var question = post(id, id, demo.author(), demo.staff(), demo.text(), openedAt);
            posts.insert(question);
            topics.insert(id, "open", Topic.open(id, new Content(demo.title(), "pt-BR", demo.category(), demo.tags(), "opmon-9"),
                    question, openedAt));
        }
        for (int n = 0; n < demo.answers().size(); n++)
            insert(id, id + "-" + n, demo.answers().get(n), openedAt.plus(BETWEEN_POSTS.multipliedBy(n + 1L)));
    }

    private void insert(String topicId, String key, Answer answer, Instant at) {
        var post = post(topicId, Ids.uuidOf(key), answer.author(), answer.staff(), answer.text(), at);
        posts.storePosition(topics.find(topicId).orElseThrow().state());
        if (posts.find(topicId, post.id()).isEmpty()) {
            posts.insert(post);
            topics.change(topicId, "post/" + post.id(), topic -> topic.addPost(post, at));
        }
        if (Boolean.TRUE.equals(answer.accepted())) topics.change(topicId, "demo-accept", topic -> topic.accept(post, at));
    }

    private Post post(String topicId, String id, String author, @Nullable Boolean staff, String text, Instant at) {
        var isStaff = Boolean.TRUE.equals(staff);
        return Post.of(topicId, id, participants.insertWithoutAccount(author, isStaff), isStaff, text, at);
    }
}
