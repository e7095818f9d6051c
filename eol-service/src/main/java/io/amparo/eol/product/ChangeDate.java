package io.amparo.eol.product;

import io.amparo.eol.product.Announcement.Content;
import io.amparo.platform.Ids;
import io.amparo.platform.VendorClock;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import java.time.LocalDate;
import java.util.ConcurrentModificationException;
import org.jspecify.annotations.Nullable;

/**
 * Drafts another date in place of an announcement, which the second person approves as the first one (R10.1, R10.6). Everything
 * else of the announcement stays. Idempotent: the id derives from the announcement, the author and the content.
 */
final class ChangeDate {
    /** @param justification why the notice is shorter than twelve months; null if none is given */
    record Command(String announcementId, LocalDate endOfLife, String reason, @Nullable String justification, String author) {
        String draftId() {
            return Ids.uuidOf("date\n" + this);
        }
    }

    /** The product with the new draft, and the id of the draft. */
    record Drafted(Versioned<Product> product, String announcementId) {}

    private final Products products;
    private final VendorClock time;

    ChangeDate(Products products, VendorClock time) {
        this.products = products;
        this.time = time;
    }

    Drafted handle(Command command) {
        var now = time.now();
        var found = products.findByAnnouncement(command.announcementId()).orElseThrow();
        var replaced = found.state().announcement(command.announcementId()).orElseThrow().content();
        var content = new Content(command.endOfLife(), command.reason(), replaced.successor(), replaced.migrationPath(),
                command.justification());
        var draft = Announcement.draft(command.draftId(), content, command.author(), now.toInstant());
        var existing = products.findByAnnouncement(draft.id()).flatMap(product -> product.state().announcement(draft.id()));
        if (existing.filter(Announcement::isDiscarded).isPresent()) throw ApiException.conflict("announcement-superseded");
        if (existing.isEmpty())
            products.update(found.id(), "date/" + draft.id(),
                    product -> product.addDraftOfDate(command.announcementId(), draft, now));
        return new Drafted(products.findByAnnouncement(draft.id()).orElseThrow(ConcurrentModificationException::new), draft.id());
    }
}
