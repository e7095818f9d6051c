package io.amparo.eol.product;

import io.amparo.events.DomainEvent;
import io.amparo.events.eol.EolEvent.EolAnnounced;
import io.amparo.events.eol.EolEvent.EolNoticeDue;
import io.amparo.events.eol.EolEvent.EolReached;
import io.amparo.events.eol.EolEvent.EolRescheduled;
import io.amparo.events.eol.EolEvent.ReleasePublished;
import io.amparo.events.product.ProductEvent.ProductChanged;
import io.amparo.events.product.ProductEvent.Release;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Creates the events of a product at an instant in the vendor's zone. */
record ProductEvents(Product product, ZonedDateTime now) {

    static Instant startOf(LocalDate day, ZonedDateTime now) {
        return day.atStartOfDay(now.getZone()).toInstant();
    }

    ProductChanged changed() {
        return new ProductChanged(product.id(), product.name(), product.line(), product.releases(),
                product.endOfLife().orElse(null), product.successor().orElse(null), now.toInstant(),
                product.description().lifecycle().stream().map(LifecycleDate::toEvent).toList(),
                product.migrationPath().orElse(null));
    }

    ReleasePublished released(Release release) {
        return new ReleasePublished(product.id(), product.name(), release.version(), release.releasedOn(),
                product.description().isNewestOfMajor(release, now.toLocalDate()), startOf(release.releasedOn(), now));
    }

    /** @param previous the announcement in force before; null for the first one */
    DomainEvent announced(Announcement announcement, @Nullable Announcement previous) {
        var approval = announcement.requireApproval();
        var content = announcement.content();
        var justification = approval.shortNotice() ? product.justification(announcement).orElse(null) : null;
        return previous == null
                ? new EolAnnounced(announcement.id(), product.id(), product.name(), content.endOfLife(), content.reason(),
                        content.successor(), content.migrationPath(), justification, announcement.author(), approval.by(),
                        approval.at())
                : new EolRescheduled(announcement.id(), product.id(), product.name(), previous.endOfLife(), content.endOfLife(),
                        content.reason(), content.successor(), content.migrationPath(), justification, announcement.author(),
                        approval.by(), approval.at());
    }

    /**
     * Returns the one event of all reminders that are due: of the newest, which is the one that is still true.
     *
     * @param due earliest first, at least one
     */
    DomainEvent reminder(Announcement announced, List<Reminder> due) {
        var newest = due.getLast();
        var covers = due.subList(0, due.size() - 1).stream().map(Reminder::name).toList();
        var end = announced.endOfLife();
        var content = announced.content();
        var at = startOf(newest.dayBefore(end), now);
        return newest == Reminder.P0D
                ? new EolReached(announced.id(), product.id(), product.name(), end, at, content.successor(),
                        content.migrationPath(), covers)
                : new EolNoticeDue(announced.id(), product.id(), product.name(), end, newest.name(), content.successor(),
                        content.migrationPath(), at, (int) ChronoUnit.DAYS.between(now.toLocalDate(), end), covers);
    }
}
