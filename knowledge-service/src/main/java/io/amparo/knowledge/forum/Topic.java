package io.amparo.knowledge.forum;

import io.amparo.events.knowledge.KnowledgeEvent;
import io.amparo.events.knowledge.KnowledgeEvent.PostAdded;
import io.amparo.events.knowledge.KnowledgeEvent.PostHidden;
import io.amparo.events.knowledge.KnowledgeEvent.PostRestored;
import io.amparo.events.knowledge.KnowledgeEvent.TopicOpened;
import io.amparo.events.knowledge.KnowledgeEvent.TopicReopened;
import io.amparo.events.knowledge.KnowledgeEvent.TopicSolved;
import io.amparo.platform.store.Change;
import io.amparo.platform.web.ApiException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A topic of the forum (R3). Its posts are documents of their own; the topic decides which of them count and which are visible.
 * The first post is the question; hiding it hides the topic.
 *
 * @param author author id of the person who asks
 * @param acceptedPost id of the accepted answer (R3.3); null if there is none
 * @param moderation the last decision about the visibility of each post, oldest first
 * @param updatedAt instant of the last change of what a search finds
 */
record Topic(String id, Content content, String author, Thread thread, @Nullable String acceptedPost, List<Moderation> moderation,
        Links links, Instant updatedAt) {
    static final int MAX_MODERATED = 500;
    /** Smaller, so that authors who delete leave room for the staff. */
    static final int MAX_DELETED = 200;

    /**
     * @param language pt-BR, en or es
     * @param product product of the catalogue; null for none
     */
    record Content(String title, String language, String category, List<String> tags, @Nullable String product) {
        Content withTitle(String newTitle) {
            return new Content(newTitle, language, category, tags, product);
        }
    }

    /**
     * @param posts number of posts that count, hidden ones included
     * @param lastPost id of the last of them
     * @param answers visible posts by others than the author
     */
    record Thread(int posts, String lastPost, int answers, Instant openedAt, Instant lastPostAt) {}

    /** What has become of the topic: number of a ticket, slug of an article. */
    record Links(@Nullable String ticket, @Nullable String article) {}

    enum Visibility {
        VISIBLE, HIDDEN, DELETED
    }

    /**
     * @param to the visibility of the post from then on
     * @param by name of the person of the staff; empty for the author, who deletes
     */
    record Moderation(String post, Visibility to, String reason, String by, Instant at) {}

    Topic {
        moderation = List.copyOf(moderation);
    }

    static Change<Topic, KnowledgeEvent> open(String id, Content content, Post question, Instant now) {
        var topic = new Topic(id, content, question.author(), new Thread(1, question.id(), 0, now, now), null, List.of(),
                new Links(null, null), now);
        return Change.of(topic,
                List.of(new TopicOpened(id, question.author(), content.language(), content.category(), content.product(), now),
                        topic.added(question, now)));
    }

    private PostAdded added(Post post, Instant now) {
        return new PostAdded(id, post.id(), post.author(), post.byVendor(), post.mentions(), now);
    }

    Change<Topic, KnowledgeEvent> addPost(Post post, Instant now) {
        if (isHidden()) throw ApiException.conflict("topic-hidden");
        var grown = new Thread(thread.posts() + 1, post.id(), thread.answers() + countOf(post), thread.openedAt(), now);
        return Change.of(new Topic(id, content, author, grown, acceptedPost, moderation, links, now), List.of(added(post, now)));
    }

    /** A post by the author of the topic is no answer for the list of unanswered topics. */
    private int countOf(Post post) {
        return post.author().equals(author) ? 0 : 1;
    }

    /** Accepts an answer (R3.3); accepting it twice changes nothing. */
    Change<Topic, KnowledgeEvent> accept(Post post, Instant now) {
        if (post.id().equals(id) || visibility(post.id()) != Visibility.VISIBLE) throw ApiException.conflict("no-answer");
        if (post.id().equals(acceptedPost)) return unchanged();
        return Change.of(new Topic(id, content, author, thread, post.id(), moderation, links, now),
                List.of(new TopicSolved(id, post.id(), post.author(), now)));
    }

    Change<Topic, KnowledgeEvent> withdrawAnswer(Instant now) {
        if (acceptedPost == null) return unchanged();
        return Change.of(new Topic(id, content, author, thread, null, moderation, links, now),
                List.of(new TopicReopened(id, now)));
    }

    /** Changes the visibility of a post. An accepted answer that is not visible any more is withdrawn. */
    Change<Topic, KnowledgeEvent> moderate(Post post, Moderation decision) {
        var before = visibility(post.id());
        if (before == decision.to()) return unchanged();
        if (before == Visibility.DELETED) throw ApiException.conflict("post-deleted");
        if (decision.to() == Visibility.DELETED) requireDeletable(post, before);
        requireRoom(decision);
        var now = decision.at();
        var isVisible = decision.to() == Visibility.VISIBLE;
        var withdraws = !isVisible && post.id().equals(acceptedPost);
        var events = new ArrayList<KnowledgeEvent>();
        events.add(isVisible
                ? new PostRestored(id, post.id(), post.author(), now)
                : new PostHidden(id, post.id(), post.author(), now));
        if (withdraws) events.add(new TopicReopened(id, now));
        int answers = thread.answers() + (isVisible ? countOf(post) : -countOf(post));
        return Change.of(new Topic(id, content, author,
                new Thread(thread.posts(), thread.lastPost(), answers, thread.openedAt(), thread.lastPostAt()),
                withdraws ? null : acceptedPost, replaceDecision(decision), links, now), events);
    }

    private void requireDeletable(Post post, Visibility before) {
        if (before == Visibility.HIDDEN) throw ApiException.conflict("post-hidden");
        if (post.id().equals(id) && thread.answers() > 0) throw ApiException.conflict("topic-has-answers");
    }

    /** Bounds the document. The question can always be hidden, and with it the topic. */
    private void requireRoom(Moderation decision) {
        if (decision.post().equals(id) || lastDecision(decision.post()) != null) return;
        if (moderation.size() >= (decision.to() == Visibility.DELETED ? MAX_DELETED : MAX_MODERATED))
            throw ApiException.conflict("moderation-limit");
    }

    private List<Moderation> replaceDecision(Moderation decision) {
        return Stream.concat(moderation.stream().filter(each -> !each.post().equals(decision.post())), Stream.of(decision))
                .toList();
    }

    /** Records that a text of the topic has changed, so that every instance indexes it. */
    Change<Topic, KnowledgeEvent> touch(Instant now) {
        return Change.of(new Topic(id, content, author, thread, acceptedPost, moderation, links, now), List.of());
    }

    Change<Topic, KnowledgeEvent> unchanged() {
        return Change.of(this, List.of());
    }

    Change<Topic, KnowledgeEvent> revise(Content revised, Instant now) {
        return Change.of(new Topic(id, revised, author, thread, acceptedPost, moderation, links, now), List.of());
    }

    Change<Topic, KnowledgeEvent> link(Links added) {
        return Change.of(new Topic(id, content, author, thread, acceptedPost, moderation, added, updatedAt), List.of());
    }

    boolean isSolved() {
        return acceptedPost != null;
    }

    /** Whether only the staff sees the topic. */
    boolean isHidden() {
        return visibility(id) != Visibility.VISIBLE;
    }

    Visibility visibility(String postId) {
        var last = lastDecision(postId);
        return last == null ? Visibility.VISIBLE : last.to();
    }

    @Nullable
    Moderation lastDecision(String postId) {
        return moderation.stream().filter(each -> each.post().equals(postId)).findFirst().orElse(null);
    }
}
