package io.amparo.knowledge.forum;

import io.amparo.platform.store.Versioned;
import java.time.Clock;
import java.time.Duration;

/**
 * Removes posts that never got a position, because their process crashed before the write of the topic. No reader finds them. A
 * retry within a day still posts them. Several instances may run at the same time.
 */
final class OrphanedPosts {
    static final Duration RETENTION = Duration.ofDays(1);
    private static final int PAGE_SIZE = 100;
    /** Ends a pass that finds more and more. */
    private static final int MAX_PAGES = 100;

    private final Topics topics;
    private final Posts posts;
    private final Clock clock;

    OrphanedPosts(Topics topics, Posts posts, Clock clock) {
        this.topics = topics;
        this.posts = posts;
        this.clock = clock;
    }

    void removeExpired() {
        for (int page = 0; page < MAX_PAGES; page++) {
            var found = posts.pendingSinceBefore(clock.instant().minus(RETENTION), PAGE_SIZE);
            for (var each : found) {
                // The topic may count the post, while its process crashed before it stored the position.
                topics.find(each.topicId()).map(Versioned::state).ifPresent(posts::storePosition);
                posts.remove(each);
            }
            if (found.size() < PAGE_SIZE) return;
        }
    }
}
