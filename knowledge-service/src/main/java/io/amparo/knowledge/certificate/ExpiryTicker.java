package io.amparo.knowledge.certificate;

import io.amparo.knowledge.product.Product;
import io.amparo.platform.Adapter;
import io.amparo.platform.LogInterval;
import io.amparo.platform.VendorClock;
import io.amparo.platform.store.DueAggregates;
import java.time.LocalDate;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the certificates of an older major release, and publishes reminders and ends that fall due. It reads the catalogue in
 * place of consuming its events, so that a release of a later day, a downtime and a late certificate need no rule of their own. A
 * product or certificate that fails does not stop the others; it is tried once more at each tick. Any number of instances may run
 * at once.
 */
@Adapter
final class ExpiryTicker {
    private static final Logger LOG = LoggerFactory.getLogger(ExpiryTicker.class);
    private static final int BATCH_SIZE = 500;
    /** Ends a pass whose certificates stay without an end. */
    private static final int MAX_BATCHES = 1_000;

    private final Certificates certificates;
    private final MajorReleases releases;
    private final DueAggregates due;
    private final VendorClock clock;
    private final LogInterval failures = new LogInterval();

    ExpiryTicker(Certificates certificates, MajorReleases releases, DueAggregates due, VendorClock clock) {
        this.certificates = certificates;
        this.releases = releases;
        this.due = due;
        this.clock = clock;
    }

    /** Reminders come first, because they do not wait for the catalogue. */
    void tick() {
        due.forEach(id -> {
            var now = clock.now();
            certificates.update(id, "tick/" + now.toInstant(), certificate -> certificate.tick(now));
        });
        var today = clock.today();
        releases.forEachProduct(product -> isDone("product " + product.id(), () -> end(product, today)));
    }

    private void end(Product product, LocalDate today) {
        int newest = releases.newest(product, today);
        if (newest == 0) return;
        List<String> batch;
        int batches = 0;
        boolean isAnyDone;
        do {
            batch = certificates.withoutEnd(product.id(), newest, BATCH_SIZE);
            isAnyDone = false;
            for (var id : batch) isAnyDone |= isDone("certificate " + id, () -> end(id, today));
        } while (batch.size() == BATCH_SIZE && isAnyDone && ++batches < MAX_BATCHES);
    }

    private void end(String id, LocalDate today) {
        var course = certificates.find(id).orElseThrow().state().course();
        releases.end(course.productId(), course.productMajor(), today).ifPresent(
                end -> certificates.update(id, "end/" + end.major(), certificate -> certificate.end(end, clock.zone())));
    }

    private boolean isDone(String name, Runnable step) {
        try {
            step.run();
            return true;
        } catch (RuntimeException e) {
            if (failures.isDue()) LOG.warn("Cannot end the certificates of {}; the next tick tries it once more", name, e);
            return false;
        }
    }
}
