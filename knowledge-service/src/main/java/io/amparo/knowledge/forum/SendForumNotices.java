package io.amparo.knowledge.forum;

import io.amparo.events.Vocabulary.ForumNotice;
import io.amparo.events.notice.NoticeEvent.ForumNoticeDue;
import io.amparo.events.notice.NoticeEvent;
import io.amparo.knowledge.forum.Topic.Visibility;
import io.amparo.knowledge.person.Participants;
import io.amparo.platform.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Addresses notices about a change in the forum to the people whom it concerns. Only this service knows which account an author
 * id is, so the notices have accounts and stand on a topic of their own, which no other system reads. Idempotent for each page of
 * recipients.
 */
final class SendForumNotices {
    /** Kafka keeps events for 90 days: a service that reads the topic for the first time must not notify of old posts. */
    private static final Duration MAX_AGE = Duration.ofDays(7);
    private static final int ID_BYTES = 16;
    private static final int PAGE_SIZE = 50;
    /** Bounds the notices of one post; the first watchers by id get one. */
    private static final int MAX_PAGES = 200;

    enum Kind {
        ADDED, SOLVED, HIDDEN
    }

    /**
     * @param authorId author of the post
     * @param mentionedIds authors whom a new post mentions
     */
    record Command(Kind kind, String topicId, String postId, String authorId, List<String> mentionedIds, Instant at) {
        /** An answer that is accepted, withdrawn and accepted once more is one change, so that its notices cannot be repeated. */
        private String change() {
            return String.join("/", kind.name(), topicId, postId, kind == Kind.SOLVED ? "" : at.toString());
        }
    }

    private final Topics topics;
    private final Watches watches;
    private final Participants participants;
    private final SentNotices notices;
    private final Clock clock;

    SendForumNotices(Topics topics, Watches watches, Participants participants, SentNotices notices, Clock clock) {
        this.topics = topics;
        this.watches = watches;
        this.participants = participants;
        this.notices = notices;
        this.clock = clock;
    }

    void handle(Command command) {
        if (command.at().plus(MAX_AGE).isBefore(clock.instant())) return;
        var found = topics.find(command.topicId());
        if (found.isEmpty()) return;
        var topic = found.get().state();
        switch (command.kind()) {
            case ADDED -> notifyOfPost(command, topic);
            case SOLVED -> notifyOfSolution(command, topic);
            case HIDDEN -> {
                // Authors who delete their own post know it.
                if (topic.visibility(command.postId()) == Visibility.HIDDEN)
                    send(command, topic, ForumNotice.HIDDEN, List.of(command.authorId()));
            }
        }
    }

    /**
     * The staff may have hidden the post since. A mentioned person who watches the topic is addressed twice, with one notice id:
     * the mention counts, or the post for a person who wants to know of posts and not of mentions.
     */
    private void notifyOfPost(Command command, Topic topic) {
        if (topic.isHidden() || topic.visibility(command.postId()) != Visibility.VISIBLE) return;
        var mentioned = new HashSet<>(command.mentionedIds());
        mentioned.remove(command.authorId());
        send(command, topic, ForumNotice.MENTION, mentioned);
        sendToWatchers(command, topic, ForumNotice.POST, Set.of(command.authorId()));
    }

    /** The author of the topic accepts answers, also own ones, and learns nothing new. */
    private void notifyOfSolution(Command command, Topic topic) {
        if (topic.isHidden() || !command.postId().equals(topic.acceptedPost())) return;
        if (!command.authorId().equals(topic.author())) send(command, topic, ForumNotice.SOLVED, List.of(command.authorId()));
        sendToWatchers(command, topic, ForumNotice.SOLVED, new HashSet<>(List.of(command.authorId(), topic.author())));
    }

    private void sendToWatchers(Command command, Topic topic, ForumNotice notice, Set<String> others) {
        var page = List.<String>of();
        for (int n = 0; n < MAX_PAGES; n++) {
            page = watches.watchersOf(topic.id(), page.isEmpty() ? "" : page.getLast(), PAGE_SIZE);
            send(command, topic, notice, page.stream().filter(watcher -> !others.contains(watcher)).toList());
            if (page.size() < PAGE_SIZE) return;
        }
    }

    private void send(Command command, Topic topic, ForumNotice notice, Collection<String> authorIds) {
        if (authorIds.isEmpty()) return;
        var now = clock.instant();
        var secret = notices.secretOf(command.change(), now);
        var noticeId = idOf(secret, "notice");
        var events = participants.byAuthor(authorIds).values().stream().<NoticeEvent>map(person -> new ForumNoticeDue(noticeId,
                person.subject(), notice.name(), topic.id(), command.postId(), topic.content().title(), command.at())).toList();
        // A repetition finds other pages if somebody has begun to watch since; the notice id prevents a second notice.
        var page = idOf(secret, notice + "\n" + authorIds.stream().sorted().toList());
        if (!events.isEmpty()) notices.publish(noticeId + "/" + page, events, now);
    }

    /** Ids stand in mails, in deliveries and beside accounts; they must not follow from the public events. */
    private static String idOf(String secret, String text) {
        return Ids.sha256Of(secret + "\n" + text, ID_BYTES);
    }
}
