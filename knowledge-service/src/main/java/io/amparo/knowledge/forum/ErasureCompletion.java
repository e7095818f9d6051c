package io.amparo.knowledge.forum;

import io.amparo.events.notice.NoticeEvent.ForumPersonErased;
import io.amparo.knowledge.person.Participant.Erasure;
import io.amparo.knowledge.person.Participants;
import io.amparo.knowledge.person.Pseudonyms;
import java.time.Clock;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.UUID;

/**
 * Removes the traces of erased people from texts: their pseudonym also where it is written with an at sign but is no stored
 * mention. Every step can be repeated; the person stays due until all are done. Posts show no name from the erasure on.
 */
final class ErasureCompletion {
    private static final int PAGE_SIZE = 100;

    private final Participants participants;
    private final Pseudonyms pseudonyms;
    private final Topics topics;
    private final Posts posts;
    private final Watches watches;
    private final SentNotices notices;
    private final Clock clock;

    ErasureCompletion(Participants participants, Pseudonyms pseudonyms, Topics topics, Posts posts, Watches watches,
            SentNotices notices, Clock clock) {
        this.participants = participants;
        this.pseudonyms = pseudonyms;
        this.topics = topics;
        this.posts = posts;
        this.watches = watches;
        this.notices = notices;
        this.clock = clock;
    }

    void complete(String subject) {
        var person = participants.find(subject).orElseThrow().state();
        var erasures = person.erasures();
        for (var erasure : erasures) {
            removeName(erasure);
            watches.removeAll(erasure.authorId());
        }
        // Once for all; no id may join the account to a former author. A repetition has nothing more to delete.
        var now = clock.instant();
        if (!erasures.isEmpty())
            notices.publish("erased/" + UUID.randomUUID(), List.of(new ForumPersonErased(subject, now)), now);
        for (var erasure : erasures) {
            var pseudonym = erasure.pseudonym();
            // The person may have chosen the same one since.
            if (pseudonym != null && !person.hasPseudonym(pseudonym)) pseudonyms.release(pseudonym, subject);
        }
        participants.update(subject, "erased/" + erasures.hashCode() + "/" + person.generation(),
                current -> current.complete(erasures, clock.instant()));
    }

    private void removeName(Erasure erasure) {
        if (erasure.pseudonym() == null) return;
        var found = List.<String>of();
        do {
            found = posts.topicsOf(erasure.authorId(), found.isEmpty() ? "" : found.getLast(), PAGE_SIZE);
            found.forEach(topicId -> removeName(topicId, erasure));
        } while (!found.isEmpty());
    }

    private void removeName(String topicId, Erasure erasure) {
        var topic = topics.find(topicId);
        if (topic.isEmpty()) return; // its post waits to be removed as an orphan
        int after = 0;
        var page = posts.page(topic.get().state(), after, PAGE_SIZE);
        for (; !page.isEmpty(); page = posts.page(topic.get().state(), after, PAGE_SIZE)) {
            for (var each : page) {
                var post = posts.find(topicId, each.id()).orElseThrow(); // a page has no former texts
                // An edit at the same time wins; the next pass finds its text.
                if (!posts.rewrite(post,
                        text -> Mentions.replaceNames(text, erasure::isNamed, Mentions.stored(erasure.authorId()))))
                    throw new ConcurrentModificationException(post.id());
            }
            after = page.getLast().position();
        }
        topics.change(topicId, "erasure/" + erasure.authorId(), current -> {
            var content = current.content();
            var title = Mentions.replaceNames(content.title(), erasure::isNamed, "@…");
            return current.revise(content.withTitle(title), clock.instant());
        });
    }
}
