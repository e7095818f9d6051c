package io.amparo.knowledge.forum;

import io.amparo.events.FieldLimits;
import io.amparo.knowledge.forum.Topic.Links;
import io.amparo.knowledge.ticket.TicketClient;
import io.amparo.knowledge.ticket.TicketRequest;
import io.amparo.platform.store.Versioned;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Opens a ticket from a topic for its author. The ticket cites the topic, and the topic keeps the number. The key of the request
 * derives from the topic, so that a retry finds the ticket that an interrupted call has opened.
 */
final class OpenTopicTicket {
    /** An error of these fields is one of the topic. */
    private static final Map<String, String> FIELD_NAMES = Map.of("subject", "topic", "description", "topic");

    private final Topics topics;
    private final Posts posts;
    private final TicketClient tickets;

    OpenTopicTicket(Topics topics, Posts posts, TicketClient tickets) {
        this.topics = topics;
        this.posts = posts;
        this.tickets = tickets;
    }

    /** @param request makes the request of the description and the path of the topic */
    Versioned<Topic> handle(Topic topic, BiFunction<String, String, TicketRequest> request) {
        if (topic.links().ticket() != null) return topics.find(topic.id()).orElseThrow();
        var path = "/api/v1/forum/topics/" + topic.id();
        var question = Mentions.show(posts.find(topic.id(), topic.id()).orElseThrow().text(), _ -> "…");
        var description = question.substring(0, Math.min(question.length(), FieldLimits.DESCRIPTION - path.length() - 2)) + "\n\n"
                + path;
        var number = tickets.open("forum-topic-" + topic.id(), request.apply(description, path), FIELD_NAMES);
        return topics.change(topic.id(), "ticket", current -> current.link(new Links(number, current.links().article())));
    }
}
