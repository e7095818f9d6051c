package io.amparo.eol.product;

import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiProblem;
import java.time.LocalDate;
import java.util.ConcurrentModificationException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Drafts the end of life of a product, or a new date for it. Idempotent: the id derives from the author and the idempotency key.
 */
final class AnnounceEndOfLife {
    record Command(String announcementId, String productId, LocalDate endOfLife, String reason, @Nullable String successor,
            @Nullable String migrationPath, @Nullable String justification, String author) {}

    private final ProductLives products;
    private final VendorClock time;

    AnnounceEndOfLife(ProductLives products, VendorClock time) {
        this.products = products;
        this.time = time;
    }

    /** Returns the product with the draft in its announcements. */
    Versioned<ProductLife> handle(Command command) {
        var now = time.now();
        var draft = Announcement.draft(command.announcementId(), command.endOfLife(), command.reason(), command.successor(),
                command.migrationPath(), command.justification(), command.author(), now.toInstant());
        if (products.ofAnnouncement(draft.id()).isEmpty()) {
            if (products.find(command.productId()).isEmpty()) throw ApiProblem.invalid("product", "unknown-product");
            if (draft.successor() != null && products.find(draft.successor()).isEmpty())
                throw ApiProblem.invalid("successor", "unknown-product");
            products.update(command.productId(), "announce/" + draft.id(), life -> life.draft(draft, now));
        }
        var found = products.ofAnnouncement(draft.id()).orElseThrow(ConcurrentModificationException::new);
        var drafted = found.state().announcement(draft.id()).orElseThrow();
        if (!found.id().equals(command.productId()) || !drafted.saysTheSameAs(draft))
            throw ApiProblem.invalid("key-reused", List.of());
        return found;
    }
}
