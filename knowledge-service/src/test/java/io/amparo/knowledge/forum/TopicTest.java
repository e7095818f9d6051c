package io.amparo.knowledge.forum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amparo.events.knowledge.KnowledgeEvent.PostAdded;
import io.amparo.events.knowledge.KnowledgeEvent.PostHidden;
import io.amparo.events.knowledge.KnowledgeEvent.PostRestored;
import io.amparo.events.knowledge.KnowledgeEvent.TopicOpened;
import io.amparo.events.knowledge.KnowledgeEvent.TopicReopened;
import io.amparo.events.knowledge.KnowledgeEvent.TopicSolved;
import io.amparo.knowledge.forum.Topic.Content;
import io.amparo.knowledge.forum.Topic.Moderation;
import io.amparo.knowledge.forum.Topic.Visibility;
import io.amparo.platform.web.ApiException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TopicTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final Content CONTENT = new Content("SNMP falha", "pt-BR", "monitoring", List.of("snmp"), "opmon-9");

    private final Topic opened = Topic.open("t", CONTENT, post("t", "davi"), NOW).state();
    private final Topic answered = opened.addPost(post("a", "carla"), NOW).state();

    @Test
    void opened_topic_emits_itself_and_its_question() {
        assertThat(Topic.open("t", CONTENT, post("t", "davi"), NOW).events()).containsExactly(
                new TopicOpened("t", "davi", "pt-BR", "monitoring", "opmon-9", NOW),
                new PostAdded("t", "t", "davi", false, List.of(), NOW));
    }

    @Tag("R3.3")
    @Test
    void only_visible_posts_of_others_are_answers() {
        assertThat(opened.thread().answers()).isZero();
        assertThat(opened.addPost(post("b", "davi"), NOW).state().thread().answers()).isZero();
        assertThat(answered.thread().answers()).isEqualTo(1);

        var hidden = moderate(answered, "a", Visibility.HIDDEN);

        assertThat(hidden.thread().answers()).isZero();
        assertThat(hidden.thread().posts()).isEqualTo(2);
        assertThat(moderate(hidden, "a", Visibility.VISIBLE).thread().answers()).isEqualTo(1);
    }

    @Tag("R3.3")
    @Test
    void accepted_answer_solves_a_topic_once_until_it_is_withdrawn() {
        var solved = answered.accept(post("a", "carla"), NOW);

        assertThat(solved.events()).containsExactly(new TopicSolved("t", "a", "carla", NOW));
        assertThat(solved.state().accept(post("a", "carla"), NOW).events()).isEmpty();
        assertThat(solved.state().withdrawAnswer(NOW).events()).containsExactly(new TopicReopened("t", NOW));
        assertThat(opened.withdrawAnswer(NOW).events()).isEmpty();
    }

    @Test
    void question_and_hidden_post_are_no_answers_to_accept() {
        requireRefusal("no-answer", () -> answered.accept(post("t", "davi"), NOW));
        requireRefusal("no-answer", () -> moderate(answered, "a", Visibility.HIDDEN).accept(post("a", "carla"), NOW));
    }

    @Test
    void hiding_the_accepted_answer_reopens_the_topic() {
        var solved = answered.accept(post("a", "carla"), NOW).state();

        assertThat(solved.moderate(post("a", "carla"), decision("a", Visibility.HIDDEN)).events())
                .containsExactly(new PostHidden("t", "a", "carla", NOW), new TopicReopened("t", NOW));
        assertThat(moderate(solved, "a", Visibility.DELETED).isSolved()).isFalse();
    }

    @Test
    void hidden_question_hides_the_topic_and_takes_no_posts() {
        var hidden = moderate(opened, "t", Visibility.HIDDEN);

        assertThat(hidden.isHidden()).isTrue();
        requireRefusal("topic-hidden", () -> hidden.addPost(post("c", "carla"), NOW));
        assertThat(hidden.moderate(post("t", "davi"), decision("t", Visibility.VISIBLE)).events())
                .containsExactly(new PostRestored("t", "t", "davi", NOW));
    }

    @Test
    void deleted_post_is_not_restored() {
        requireRefusal("post-deleted", () -> moderate(moderate(answered, "a", Visibility.DELETED), "a", Visibility.VISIBLE));
    }

    @Test
    void hidden_post_is_not_deleted_and_counts_once() {
        var hidden = moderate(answered, "a", Visibility.HIDDEN);

        requireRefusal("post-hidden", () -> moderate(hidden, "a", Visibility.DELETED));
        requireRefusal("topic-has-answers", () -> moderate(answered, "t", Visibility.DELETED));
        assertThat(moderate(hidden, "t", Visibility.DELETED).isHidden()).isTrue();
    }

    @Test
    void topic_keeps_the_last_decision_of_a_bounded_number_of_posts() {
        assertThat(moderate(moderate(answered, "a", Visibility.HIDDEN), "a", Visibility.VISIBLE).moderation())
                .containsExactly(decision("a", Visibility.VISIBLE));
        var deleted = moderateMany(answered, 0, Topic.MAX_DELETED, Visibility.DELETED);
        requireRefusal("moderation-limit", () -> moderate(deleted, "x", Visibility.DELETED));
        var full = moderateMany(deleted, Topic.MAX_DELETED, Topic.MAX_MODERATED, Visibility.HIDDEN);

        requireRefusal("moderation-limit", () -> moderate(full, "x", Visibility.HIDDEN));
        assertThat(moderate(full, "t", Visibility.HIDDEN).isHidden()).as("the question can always be hidden").isTrue();
    }

    private static Topic moderateMany(Topic topic, int from, int to, Visibility visibility) {
        var moderated = topic;
        for (int n = from; n < to; n++) moderated = moderate(moderated, "p" + n, visibility);
        return moderated;
    }

    private static Topic moderate(Topic topic, String post, Visibility to) {
        return topic.moderate(post(post, post.equals("t") ? "davi" : "carla"), decision(post, to)).state();
    }

    private static Moderation decision(String post, Visibility to) {
        return new Moderation(post, to, "Spam", "Fabio", NOW);
    }

    private static Post post(String id, String author) {
        return Post.of("t", id, author, false, "Texto", NOW);
    }

    private static void requireRefusal(String code, Runnable action) {
        assertThatThrownBy(action::run).isInstanceOfSatisfying(ApiException.class,
                refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
