package io.amparo.eol.feed;

import io.amparo.platform.store.Change;
import io.amparo.platform.web.ApiException;
import java.time.Instant;
import java.util.List;

/** Creates a personal feed with a link that cannot be guessed. Idempotent by the id of the request, until it is revoked. */
final class CreateFeed {
    /** @param requestId derived from the idempotency key and the caller */
    record Command(String requestId, String person, String customerId, String name, String language, Instant now) {}

    private final PersonalFeeds feeds;
    private final FeedLinks links;

    CreateFeed(PersonalFeeds feeds, FeedLinks links) {
        this.feeds = feeds;
        this.links = links;
    }

    PersonalFeed handle(Command command) {
        var existing = feeds.findByPerson(command.person());
        var repeated = existing.stream().filter(feed -> feed.requestId().equals(command.requestId())).findFirst();
        if (repeated.isPresent()) return repeated.get();
        if (existing.size() >= PersonalFeeds.MAX_OF_PERSON) throw ApiException.conflict("feed-limit");
        var feed = new PersonalFeed(links.newId(), command.person(), command.customerId(), command.name(), command.language(),
                command.requestId(), command.now());
        feeds.insert(feed.id(), "create", Change.of(feed, List.of()));
        return feed;
    }
}
