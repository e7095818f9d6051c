package io.amparo.knowledge.forum;

import io.amparo.events.FieldLimits;
import io.amparo.knowledge.forum.TicketClient.Request;
import io.amparo.knowledge.forum.Topic.Links;
import io.amparo.platform.store.Versioned;
import java.util.List;

/**
 * Opens a ticket from a topic for its author. The ticket cites the topic, and the topic keeps the number. The key of the request
 * derives from the topic, so that a retry finds the ticket that an interrupted call has opened.
 */
final class OpenTopicTicket {
    private final Topics topics;
    private final Posts posts;
    private final TicketClient tickets;

    OpenTopicTicket(Topics topics, Posts posts, TicketClient tickets) {
        this.topics = topics;
        this.posts = posts;
        this.tickets = tickets;
    }

    Versioned<Topic> handle(Topic topic, Request fields) {
        if (topic.links().ticket() != null) return topics.find(topic.id()).orElseThrow();
        var path = "/api/v1/forum/topics/" + topic.id();
        var question = Mentions.show(posts.find(topic.id(), topic.id()).orElseThrow().text(), _ -> "…");
        var description = question.substring(0, Math.min(question.length(), FieldLimits.DESCRIPTION - path.length() - 2)) + "\n\n"
                + path;
        var number = tickets.open("forum-topic-" + topic.id(), fields.of(topic.content().title(), description, List.of(path)));
        return topics.change(topic.id(), "ticket", current -> current.link(new Links(number, current.links().article())));
    }
}
