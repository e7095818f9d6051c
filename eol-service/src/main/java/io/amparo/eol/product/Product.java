package io.amparo.eol.product;

import static java.util.Comparator.naturalOrder;

import io.amparo.eol.product.Announcement.Approval;
import io.amparo.eol.product.Announcement.Content;
import io.amparo.eol.product.Announcement.State;
import io.amparo.events.DomainEvent;
import io.amparo.events.FieldLimits;
import io.amparo.events.product.ProductEvent.Release;
import io.amparo.platform.store.Change;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.ApiException.FieldError;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The product aggregate with its end-of-life announcements. Only an approved announcement sets the end of life (R10.1). Commands
 * take the time in the vendor's zone, where days begin.
 *
 * @param pendingReleases versions whose general availability was not emitted yet
 * @param changedAt instant of the last change that other systems see
 */
record Product(String id, Description description, List<String> pendingReleases, List<Announcement> announcements,
        Instant changedAt) {
    /** A release that enters the catalogue later than this after its general availability is history and has no event. */
    private static final int NEWS_DAYS = 31;

    Product {
        pendingReleases = List.copyOf(pendingReleases);
        announcements = List.copyOf(announcements);
    }

    static Change<Product, DomainEvent> register(String id, Description description, ZonedDateTime now) {
        var product = new Product(id, description, news(description.releases(), now.toLocalDate()), List.of(), now.toInstant());
        return product.changed(now, List.of());
    }

    /** Changes the description; only an announcement changes the end of life. There is no release after it (R10.2). */
    Change<Product, DomainEvent> describe(Description changed, ZonedDateTime now) {
        if (changed.equals(description)) return change(this, now, List.of());
        description.fixedDateMissingIn(changed).ifPresent(fixed -> {
            throw ApiException.conflict("lifecycle-date-fixed",
                    new FieldError("lifecycle", "lifecycle-date-fixed", fixed.phase().name()));
        });
        endOfLife()
                .flatMap(end -> changed.releases().stream().filter(release -> !description.releases().contains(release))
                        .filter(release -> hasEnded(now.toLocalDate()) || !release.releasedOn().isBefore(end)).findFirst())
                .ifPresent(late -> {
                    throw ApiException.invalid("releases", "after-end-of-life", late.version());
                });
        var added = changed.releases().stream().filter(release -> description.release(release.version()).isEmpty()).toList();
        var pending = Stream.concat(pendingReleases.stream(), news(added, now.toLocalDate()).stream())
                .filter(version -> changed.release(version).isPresent()).toList();
        return new Product(id, changed, pending, announcements, now.toInstant()).changed(now, List.of());
    }

    private static List<String> news(List<Release> releases, LocalDate today) {
        return releases.stream().filter(release -> release.releasedOn().isAfter(today.minusDays(NEWS_DAYS))).map(Release::version)
                .toList();
    }

    /** Adds a draft, which has no effect until its approval. A draft that could not be approved today is refused. */
    Change<Product, DomainEvent> addDraft(Announcement draft, ZonedDateTime now) {
        var today = now.toLocalDate();
        if (hasEnded(today)) throw ApiException.conflict("end-of-life-reached");
        if (announcements.size() >= FieldLimits.ANNOUNCEMENTS) throw ApiException.conflict("announcement-limit");
        if (!draft.endOfLife().isAfter(today)) throw ApiException.invalid("endOfLife", "future");
        if (endOfLife().filter(draft.endOfLife()::equals).isPresent()) throw ApiException.invalid("endOfLife", "same-date");
        if (id.equals(draft.content().successor())) throw ApiException.invalid("successor", "own-successor");
        description.releaseFrom(draft.endOfLife()).ifPresent(late -> {
            throw ApiException.invalid("endOfLife", "release-after-end", late.version());
        });
        if (lacksJustification(draft, today))
            throw ApiException.invalid("short-notice-needs-justification", List.of(
                    new FieldError("justification", "short-notice-needs-justification", Reminder.earliestEnd(today).toString())));
        var all = new ArrayList<>(announcements);
        all.add(draft);
        return change(new Product(id, description, pendingReleases, all, changedAt), now, List.of());
    }

    /**
     * Drafts another date in place of an announcement (R10.6). A draft is superseded at once; an approved announcement stays in
     * force until the second person approves the new date.
     */
    Change<Product, DomainEvent> addDraftOfDate(String announcementId, Announcement draft, ZonedDateTime now) {
        var replaced = announcement(announcementId).orElseThrow();
        if (replaced.state() == State.SUPERSEDED) throw ApiException.conflict("announcement-superseded");
        if (replaced.endOfLife().equals(draft.endOfLife())) throw ApiException.invalid("endOfLife", "same-date");
        return with(each -> each == replaced && each.isDraft() ? each.superseded() : each).addDraft(draft, now);
    }

    /**
     * Approves a draft. The author may not approve it (R10.1). The notice period starts today, not on the day of the draft
     * (R10.4). Other drafts are superseded, because they were written before this date was known.
     */
    Change<Product, DomainEvent> approve(String announcementId, String approver, ZonedDateTime now) {
        var draft = announcement(announcementId).orElseThrow();
        if (draft.isDiscarded()) throw ApiException.conflict("announcement-superseded");
        if (!draft.isDraft()) return change(this, now, List.of());
        var today = now.toLocalDate();
        if (draft.isDraftedBy(approver)) throw ApiException.conflict("second-person-needed");
        if (hasEnded(today)) throw ApiException.conflict("end-of-life-reached");
        if (!draft.endOfLife().isAfter(today)) throw ApiException.conflict("end-of-life-past");
        if (description.releaseFrom(draft.endOfLife()).isPresent()) throw ApiException.conflict("release-after-end");
        if (lacksJustification(draft, today)) throw ApiException.conflict("short-notice-needs-justification");
        var approved = draft.approved(new Approval(approver, now.toInstant(), noticeFrom(draft.endOfLife(), today),
                isShortNotice(draft.endOfLife(), today), Reminder.remindersAfter(today, draft.endOfLife()), List.of()));
        var previous = effectiveAnnouncement().orElse(null);
        return with(each -> each.id().equals(announcementId)
                ? approved
                : each.isInForce() || each.isDraft() ? each.superseded() : each)
                .changed(now, List.of(new ProductEvents(this, now).announced(approved, previous)));
    }

    /** Emits due releases, reminders and the end of life; a second call at the same time changes nothing. */
    Change<Product, DomainEvent> emitDueEvents(ZonedDateTime now) {
        var announced = effectiveAnnouncement().orElse(null);
        if (announced == null) return change(this, now, List.of());
        var due = announced.dueReminders(now.toLocalDate());
        if (due.isEmpty()) return change(this, now, List.of());
        var updated = announced.withEmitted(due, now.toInstant());
        return change(with(each -> each == announced ? updated : each), now,
                List.of(new ProductEvents(this, now).reminder(announced, due)));
    }

    String name() {
        return description.name();
    }

    String line() {
        return description.line();
    }

    List<Release> releases() {
        return description.releases();
    }

    Optional<Announcement> announcement(String announcementId) {
        return announcements.stream().filter(each -> each.id().equals(announcementId)).findFirst();
    }

    /** Returns the announcement that determines the end of life. */
    Optional<Announcement> effectiveAnnouncement() {
        return announcements.stream().filter(Announcement::isInForce).findFirst();
    }

    /** Returns the announcements that were approved, in the order of their approval: the history of the date (R10.6). */
    List<Announcement> approvedAnnouncements() {
        return announcements.stream().filter(each -> each.approval() != null)
                .sorted((one, other) -> one.requireApproval().at().compareTo(other.requireApproval().at())).toList();
    }

    /** Returns why the notice is short: a later date has the justification of the date that was approved before. */
    Optional<String> justification(Announcement announcement) {
        var earlier = approvedAnnouncements().stream().takeWhile(each -> !each.id().equals(announcement.id())).toList();
        return Stream.concat(Stream.of(announcement), earlier.reversed().stream()).map(Announcement::content)
                .flatMap(content -> Stream.ofNullable(content.justification())).findFirst();
    }

    Optional<LocalDate> endOfLife() {
        return effectiveAnnouncement().map(Announcement::endOfLife);
    }

    Optional<String> successor() {
        return effectiveAnnouncement().map(Announcement::content).map(Content::successor)
                .or(() -> Optional.ofNullable(description.successor()));
    }

    Optional<String> migrationPath() {
        return effectiveAnnouncement().map(Announcement::content).map(Content::migrationPath)
                .or(() -> Optional.ofNullable(description.migrationPath()));
    }

    /** Returns whether an approval today would give customers less than twelve months of notice. */
    boolean isShortNotice(LocalDate endOfLife, LocalDate today) {
        return endOfLife.isBefore(Reminder.earliestEnd(noticeFrom(endOfLife, today)));
    }

    /**
     * Returns the first day of the notice period. A first or an earlier end of life restarts the period; a later one keeps its
     * first day (R10.6).
     */
    LocalDate noticeFrom(LocalDate endOfLife, LocalDate today) {
        return effectiveAnnouncement().filter(_ -> !restartsNotice(endOfLife))
                .map(current -> current.requireApproval().noticeFrom()).orElse(today);
    }

    private boolean restartsNotice(LocalDate endOfLife) {
        return endOfLife().map(endOfLife::isBefore).orElse(true);
    }

    /** A later end of life needs no new justification: it shortens the notice of no customer. */
    private boolean lacksJustification(Announcement draft, LocalDate today) {
        return draft.content().justification() == null && restartsNotice(draft.endOfLife())
                && isShortNotice(draft.endOfLife(), today);
    }

    /** Decides by the day: the ticker may be late, but support has ended. */
    private boolean hasEnded(LocalDate today) {
        return endOfLife().filter(end -> !today.isBefore(end)).isPresent();
    }

    private Product with(UnaryOperator<Announcement> replacement) {
        return new Product(id, description, pendingReleases, announcements.stream().map(replacement).toList(), changedAt);
    }

    /** Returns a change that other systems see. */
    private Change<Product, DomainEvent> changed(ZonedDateTime now, List<DomainEvent> events) {
        var product = new Product(id, description, pendingReleases, announcements, now.toInstant());
        return change(product, now,
                Stream.concat(events.stream(), Stream.of(new ProductEvents(product, now).changed())).toList());
    }

    /** Emits also the releases that are available by now, so that none waits for the ticker. */
    private static Change<Product, DomainEvent> change(Product product, ZonedDateTime now, List<? extends DomainEvent> events) {
        var today = now.toLocalDate();
        var available = product.pendingReleases.stream().flatMap(version -> product.description.release(version).stream())
                .filter(release -> !release.releasedOn().isAfter(today)).toList();
        var pending = product.pendingReleases.stream()
                .filter(version -> available.stream().noneMatch(release -> release.version().equals(version))).toList();
        var published = new ProductEvents(product, now);
        var state = new Product(product.id, product.description, pending, product.announcements, product.changedAt);
        return new Change<>(state, Stream.concat(events.stream(), available.stream().map(published::released)).toList(),
                state.nextDueAt(now));
    }

    private @Nullable Instant nextDueAt(ZonedDateTime now) {
        var reminders = effectiveAnnouncement().stream().flatMap(announced -> announced.requireApproval().pendingReminders()
                .stream().map(reminder -> reminder.dayBefore(announced.endOfLife())));
        var releases = pendingReleases.stream().flatMap(version -> description.release(version).stream())
                .map(Release::releasedOn);
        return Stream.concat(reminders, releases).min(naturalOrder()).map(day -> ProductEvents.startOf(day, now)).orElse(null);
    }
}
