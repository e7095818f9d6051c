package io.amparo.eol.product;

import io.amparo.platform.store.Versioned;

/**
 * Approves an announcement by a second person (R10.1): the product gets its end of life, and the announcement is published.
 * Idempotent.
 */
final class ApproveEndOfLife {
    record Command(String announcementId, String approver) {}

    private final ProductLives products;
    private final VendorClock time;

    ApproveEndOfLife(ProductLives products, VendorClock time) {
        this.products = products;
        this.time = time;
    }

    Versioned<ProductLife> handle(Command command) {
        var found = products.ofAnnouncement(command.announcementId()).orElseThrow();
        if (!found.state().announcement(command.announcementId()).orElseThrow().isDraft()) return found;
        var now = time.now();
        products.update(found.id(), "approve/" + command.announcementId(),
                life -> life.approve(command.announcementId(), command.approver(), now));
        return products.find(found.id()).orElseThrow();
    }
}
