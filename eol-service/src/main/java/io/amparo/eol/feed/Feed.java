package io.amparo.eol.feed;

import io.amparo.eol.product.CatalogueProduct;
import io.amparo.eol.product.CatalogueProduct.ApprovedEnd;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * What a feed contains.
 *
 * @param id permanent id, as URN
 * @param path path of the feed at the gateway, without the name extension of its format
 * @param url address of the gateway
 */
record Feed(String id, String path, String url, String vendor, boolean personal, List<CatalogueProduct> products) {
    /** Newest announcements in a feed of news; older ones are in the calendar. */
    static final int MAX_ENTRIES = 100;

    /** An announcement with its product. */
    record Entry(CatalogueProduct product, ApprovedEnd end) {
        String id() {
            return "urn:uuid:" + end.announcementId();
        }
    }

    /** Returns the newest announcements, newest first. */
    List<Entry> entries() {
        return products
                .stream().flatMap(product -> product.announced().stream().map(end -> new Entry(product, end))).sorted(Comparator
                        .<Entry, Instant>comparing(entry -> entry.end().approvedAt()).reversed().thenComparing(Entry::id))
                .limit(MAX_ENTRIES).toList();
    }

    /** Returns the instant of the newest announcement. */
    Instant updatedAt() {
        return entries().stream().findFirst().map(entry -> entry.end().approvedAt()).orElse(Instant.EPOCH);
    }

    /** Returns the address of the product in the public API. */
    String productLink(CatalogueProduct product) {
        return url + EolApiController.PATH + "/products/" + product.id();
    }

    String self(String extension) {
        return url + path + extension;
    }
}
