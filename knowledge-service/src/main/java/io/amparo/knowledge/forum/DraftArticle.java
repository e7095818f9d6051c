package io.amparo.knowledge.forum;

import io.amparo.knowledge.forum.ArticleDrafts.Draft;
import io.amparo.knowledge.forum.Topic.Links;
import io.amparo.platform.Ids;
import io.amparo.platform.security.Caller;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;

/** Makes the draft of an article from the question and the accepted answer of a topic. The topic decides its id: there is one. */
final class DraftArticle {
    private final Topics topics;
    private final Posts posts;
    private final ArticleDrafts drafts;

    DraftArticle(Topics topics, Posts posts, ArticleDrafts drafts) {
        this.topics = topics;
        this.posts = posts;
        this.drafts = drafts;
    }

    Versioned<Topic> handle(Topic topic, String title, Caller caller) {
        if (topic.links().article() != null) return topics.find(topic.id()).orElseThrow();
        if (topic.acceptedPost() == null) throw ApiException.conflict("topic-not-solved");
        var content = topic.content();
        var body = text(topic, topic.id()) + "\n\n---\n\n" + text(topic, topic.acceptedPost());
        var slug = drafts.create(
                new Draft(Ids.uuidOf("topic-article\n" + topic.id()), content.language(), title, body, content.product()),
                caller);
        return topics.change(topic.id(), "article", current -> current.link(new Links(current.links().ticket(), slug)));
    }

    private String text(Topic topic, String postId) {
        return Mentions.show(posts.find(topic.id(), postId).orElseThrow().text(), _ -> "…");
    }
}
