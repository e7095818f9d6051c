package io.amparo.knowledge.forum;

import io.amparo.knowledge.forum.Topic.Moderation;
import io.amparo.knowledge.forum.Topic.Visibility;
import io.amparo.knowledge.person.Participation;
import io.amparo.knowledge.search.IndexTicker;
import io.amparo.platform.store.Versioned;
import java.time.Clock;

/** Hides, shows or deletes a post. The texts stay, and the topic keeps who decided last, what and why. */
final class ModeratePost {

    /** @param by name of the person of the staff; empty for the author of the post, who deletes */
    record Command(Topic topic, Post post, Visibility to, String reason, String by) {}

    private final Topics topics;
    private final Reports reports;
    private final Participation participation;
    private final IndexTicker index;
    private final Clock clock;

    ModeratePost(Topics topics, Reports reports, Participation participation, IndexTicker index, Clock clock) {
        this.topics = topics;
        this.reports = reports;
        this.participation = participation;
        this.index = index;
        this.clock = clock;
    }

    Versioned<Topic> handle(Command command) {
        var post = command.post();
        var topicId = post.topicId();
        var decision = new Moderation(post.id(), command.to(), command.reason(), command.by(), clock.instant());
        var last = command.topic().lastDecision(post.id());
        var cause = "moderate/" + post.id() + "/" + (last == null ? "" : last.at()) + "/" + command.to();
        var topic = topics.change(topicId, cause, current -> current.moderate(post, decision));
        var isVisible = command.to() == Visibility.VISIBLE;
        if (isVisible != (command.topic().visibility(post.id()) == Visibility.VISIBLE))
            // The decision before this one names it, so that a repetition counts nothing twice.
            participation.recount(post.author(), cause, isVisible);
        if (!isVisible) reports.uphold(topicId, post.id(), command.reason(), command.by(), decision.at());
        index.indexNow(topicId);
        return topic;
    }
}
