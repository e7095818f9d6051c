package io.amparo.knowledge.search;

import io.amparo.events.Vocabulary;
import io.amparo.knowledge.ticket.FoundTicket;
import io.amparo.platform.web.OneOf;
import org.jspecify.annotations.Nullable;

/**
 * A search result.
 *
 * @param kind kind of an article; absent for the items of other collections
 * @param language absent for tickets
 * @param excerpt escaped HTML in which {@code <mark>} is the only markup
 */
record Hit(@OneOf(SearchCollection.class) String in, String id, String href,
        @OneOf(Vocabulary.ArticleKind.class) @Nullable String kind, @Nullable String language, @Nullable String product,
        String title, String excerpt) {
    static Hit of(FoundTicket ticket) {
        var in = SearchCollection.TICKETS.toString();
        return new Hit(in, ticket.number(), "/api/v1/" + in + "/" + ticket.number(), null, null, ticket.product(),
                ticket.subject(), "");
    }
}
