package io.amparo.knowledge.forum;

import io.amparo.knowledge.forum.Topic.Visibility;
import io.amparo.knowledge.search.Audience;
import io.amparo.knowledge.search.SearchCollection;
import io.amparo.knowledge.search.SearchSource;
import io.amparo.knowledge.search.Searchable;
import io.amparo.platform.store.Versioned;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The visible topics with the texts of their first posts, for searches. */
record TopicSource(Topics topics, Posts posts) implements SearchSource {
    private static final int MAX_POSTS = 50;
    private static final int MAX_LENGTH = 50_000;

    @Override
    public SearchCollection collection() {
        return SearchCollection.FORUM;
    }

    @Override
    public Optional<Stored> find(String id) {
        return topics.find(id).map(this::stored);
    }

    @Override
    public List<Stored> changedSince(Instant since, String afterId, int limit) {
        return topics.changedSince(since, afterId, limit).stream().map(this::stored).toList();
    }

    private Stored stored(Versioned<Topic> found) {
        var topic = found.state();
        var content = topic.content();
        var item = topic.isHidden()
                ? null
                : new Searchable(SearchCollection.FORUM, topic.id(), found.version(), null, content.language(), content.product(),
                        Audience.EVERYONE, content.title(), text(topic));
        return new Stored(topic.id(), found.version(), item);
    }

    /** Names are not found: a mention leaves nothing in the index. */
    private String text(Topic topic) {
        var text = posts.page(topic, 0, MAX_POSTS).stream().filter(post -> topic.visibility(post.id()) == Visibility.VISIBLE)
                .map(post -> Mentions.show(post.text(), _ -> "")).collect(Collectors.joining("\n\n"));
        return text.substring(0, Math.min(text.length(), MAX_LENGTH));
    }
}
