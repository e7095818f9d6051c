package io.amparo.eol.feed;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.amparo.platform.Adapter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The announcements as a JSON Feed 1.1 (jsonfeed.org), newest first. */
@Adapter
record JsonFeed(@Schema(example = "https://jsonfeed.org/version/1.1") String version, String title,
        @JsonProperty("feed_url") String feedUrl, List<JsonFeedAuthor> authors, List<JsonFeedItem> items) {
    private static final String VERSION = "https://jsonfeed.org/version/1.1";

    record JsonFeedAuthor(String name) {}

    record JsonFeedItem(String id, String url, String title, @JsonProperty("content_text") String contentText,
            @JsonProperty("date_published") Instant datePublished, List<String> tags,
            @JsonProperty("_amparo") JsonFeedEndOfLife endOfLife) {}

    /** The extension of this suite: what the text of an item is about. */
    record JsonFeedEndOfLife(String product, LocalDate endOfLife, @Nullable LocalDate previousEndOfLife,
            @Nullable String successor) {}

    static JsonFeed of(Feed feed, FeedTexts texts) {
        return new JsonFeed(VERSION, texts.title(feed.personal()), feed.self(".json"), List.of(new JsonFeedAuthor(feed.vendor())),
                feed.entries().stream().map(entry -> item(feed, entry, texts)).toList());
    }

    private static JsonFeedItem item(Feed feed, Feed.Entry entry, FeedTexts texts) {
        var end = entry.end();
        return new JsonFeedItem(entry.id(), feed.productLink(entry.product()), texts.announced(entry.product(), end),
                texts.description(end), end.approvedAt(), List.of(entry.product().id(), entry.product().line()),
                new JsonFeedEndOfLife(entry.product().id(), end.endOfLife(), end.previous(), end.successor()));
    }
}
