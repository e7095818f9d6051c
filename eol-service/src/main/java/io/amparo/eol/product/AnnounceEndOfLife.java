package io.amparo.eol.product;

import io.amparo.eol.product.Announcement.Content;
import io.amparo.platform.VendorClock;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.IdempotencyKey;
import java.util.ConcurrentModificationException;

/**
 * Drafts the end of life of a product, or a new date for it. Idempotent: the id derives from the author and the idempotency key.
 */
final class AnnounceEndOfLife {
    record Command(String announcementId, String productId, Content content, String author) {}

    private final Products products;
    private final VendorClock time;

    AnnounceEndOfLife(Products products, VendorClock time) {
        this.products = products;
        this.time = time;
    }

    /** Returns the product with the draft in its announcements. */
    Versioned<Product> handle(Command command) {
        var now = time.now();
        var content = command.content();
        var draft = Announcement.draft(command.announcementId(), content, command.author(), now.toInstant());
        if (products.findByAnnouncement(draft.id()).isEmpty()) {
            if (products.find(command.productId()).isEmpty()) throw ApiException.invalid("product", "unknown-product");
            products.requireSuccessor(content.successor());
            products.update(command.productId(), "announce/" + draft.id(), product -> product.addDraft(draft, now));
        }
        var found = products.findByAnnouncement(draft.id()).orElseThrow(ConcurrentModificationException::new);
        var drafted = found.state().announcement(draft.id()).orElseThrow();
        if (!found.id().equals(command.productId()) || !drafted.content().equals(content)
                || !drafted.author().equals(command.author()))
            throw ApiException.keyReused(IdempotencyKey.HEADER);
        return found;
    }
}
