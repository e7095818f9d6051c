package io.amparo.knowledge.forum;

import io.amparo.events.knowledge.KnowledgeEvent.PostAdded;
import io.amparo.events.knowledge.KnowledgeEvent.PostHidden;
import io.amparo.events.knowledge.KnowledgeEvent.TopicSolved;
import io.amparo.knowledge.event.KnowledgeEventListener;
import io.amparo.knowledge.forum.SendForumNotices.Command;
import io.amparo.knowledge.forum.SendForumNotices.Kind;
import io.amparo.platform.ReadsEvents;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Notifies watchers and mentioned people of published events: a request that adds a post does not wait until all are found. */
@ReadsEvents
@Configuration
class ForumEventsConsumer {

    @Bean
    KnowledgeEventListener onForumEvents(SendForumNotices sendForumNotices) {
        return event -> {
            switch (event.data()) {
                case PostAdded added -> sendForumNotices.handle(new Command(Kind.ADDED, added.itemId(), added.postId(),
                        added.authorId(), added.mentionedIds(), added.addedAt()));
                case TopicSolved solved -> sendForumNotices.handle(new Command(Kind.SOLVED, solved.itemId(), solved.postId(),
                        solved.authorId(), List.of(), solved.solvedAt()));
                case PostHidden hidden -> sendForumNotices.handle(new Command(Kind.HIDDEN, hidden.itemId(), hidden.postId(),
                        hidden.authorId(), List.of(), hidden.hiddenAt()));
                case null, default -> { /* other events of the knowledge base notify no one */ }
            }
        };
    }
}
