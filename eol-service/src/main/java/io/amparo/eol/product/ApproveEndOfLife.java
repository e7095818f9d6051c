package io.amparo.eol.product;

import io.amparo.platform.VendorClock;
import io.amparo.platform.store.Versioned;

/**
 * Approves an announcement by a second person (R10.1): the product gets its end of life, and the announcement is published.
 * Idempotent.
 */
final class ApproveEndOfLife {
    record Command(String announcementId, String approver) {}

    private final Products products;
    private final VendorClock time;

    ApproveEndOfLife(Products products, VendorClock time) {
        this.products = products;
        this.time = time;
    }

    Versioned<Product> handle(Command command) {
        var found = products.findByAnnouncement(command.announcementId()).orElseThrow();
        if (found.state().announcement(command.announcementId()).orElseThrow().approval() != null) return found;
        var now = time.now();
        products.update(found.id(), "approve/" + command.announcementId(),
                product -> product.approve(command.announcementId(), command.approver(), now));
        return products.find(found.id()).orElseThrow();
    }
}
