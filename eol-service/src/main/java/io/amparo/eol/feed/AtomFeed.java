package io.amparo.eol.feed;

import com.rometools.rome.feed.atom.Content;
import com.rometools.rome.feed.atom.Entry;
import com.rometools.rome.feed.atom.Link;
import com.rometools.rome.feed.atom.Person;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.WireFeedOutput;
import io.amparo.platform.Adapter;
import java.util.Date;
import java.util.List;

/** Writes the announcements as an Atom feed (RFC 4287): one entry for each date that was approved, newest first. */
@Adapter
final class AtomFeed {
    private static final String TYPE = "atom_1.0";

    static String write(Feed feed, FeedTexts texts) {
        var atom = new com.rometools.rome.feed.atom.Feed(TYPE);
        atom.setEncoding("UTF-8");
        atom.setId(feed.id());
        atom.setTitle(texts.title(feed.personal()));
        atom.setUpdated(Date.from(feed.updatedAt()));
        var author = new Person();
        author.setName(feed.vendor());
        atom.setAuthors(List.of(author));
        atom.setOtherLinks(List.of(link("self", feed.self(".atom"), "application/atom+xml")));
        atom.setEntries(feed.entries().stream().map(entry -> entry(feed, entry, texts)).toList());
        try {
            return new WireFeedOutput().outputString(atom);
        } catch (FeedException e) {
            throw new IllegalStateException("Feed has an entry that Atom does not allow", e);
        }
    }

    private static Entry entry(Feed feed, Feed.Entry announced, FeedTexts texts) {
        var at = Date.from(announced.end().approvedAt());
        var entry = new Entry();
        entry.setId(announced.id());
        entry.setTitle(texts.announced(announced.product(), announced.end()));
        entry.setPublished(at);
        entry.setUpdated(at);
        entry.setAlternateLinks(List.of(link("alternate", feed.productLink(announced.product()), "application/json")));
        var summary = new Content();
        summary.setType("text");
        summary.setValue(texts.description(announced.end()));
        entry.setSummary(summary);
        return entry;
    }

    private static Link link(String rel, String href, String type) {
        var link = new Link();
        link.setRel(rel);
        link.setHref(href);
        link.setType(type);
        return link;
    }

    private AtomFeed() {}
}
