package io.amparo.eol.product;

import io.amparo.eol.product.Announcement.Approval;
import io.amparo.eol.product.Announcement.Content;
import io.amparo.eol.product.Announcement.State;
import io.amparo.events.DomainEvent;
import io.amparo.events.eol.EolEvent.EolAnnounced;
import io.amparo.events.eol.EolEvent.EolNoticeDue;
import io.amparo.events.eol.EolEvent.EolReached;
import io.amparo.events.eol.EolEvent.EolRescheduled;
import io.amparo.events.product.ProductEvent.ProductChanged;
import io.amparo.events.product.ProductEvent.Release;
import io.amparo.events.product.ReleaseLine.DatedVersion;
import io.amparo.events.product.ReleaseVersion;
import io.amparo.platform.store.Change;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.ApiException.FieldError;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The product aggregate with its end-of-life announcements. Only an approved announcement sets the end of life (R10.1). Commands
 * take the time in the vendor's zone, where days begin.
 *
 * @param line product line within which versions are compared: OpMon 8 and OpMon 9 belong to one line
 */
record Product(String id, String name, String line, List<Release> releases, List<Announcement> announcements) {
    Product {
        releases = releases.stream().sorted(Comparator.comparing(Product::version)).toList();
        announcements = List.copyOf(announcements);
    }

    private static ReleaseVersion version(Release release) {
        return ReleaseVersion.parse(release.version()).orElseThrow();
    }

    /** Returns the versions with the first day on which they count. */
    List<DatedVersion> datedVersions() {
        return releases.stream().map(release -> new DatedVersion(version(release), release.releasedOn())).toList();
    }

    static Change<Product, DomainEvent> register(String id, String name, String line, List<Release> releases, ZonedDateTime now) {
        var product = new Product(id, name, line, releases, List.of());
        return product.change(now, product.changedEvent(now));
    }

    /** Changes the name, the line and the releases; only an announcement changes the end of life. */
    Change<Product, DomainEvent> describe(String newName, String newLine, List<Release> newReleases, ZonedDateTime now) {
        var product = new Product(id, newName, newLine, newReleases, announcements);
        return product.hasSameDescriptionAs(this) ? change(now) : product.change(now, product.changedEvent(now));
    }

    /** Adds a draft, which has no effect until its approval. A draft that could not be approved today is refused. */
    Change<Product, DomainEvent> addDraft(Announcement draft, ZonedDateTime now) {
        var today = now.toLocalDate();
        if (hasEnded()) throw ApiException.conflict("end-of-life-reached");
        if (!draft.endOfLife().isAfter(today)) throw ApiException.invalid("endOfLife", "future");
        if (id.equals(draft.content().successor())) throw ApiException.invalid("successor", "own-successor");
        if (lacksJustification(draft, today))
            throw ApiException.invalid("short-notice-needs-justification", List.of(
                    new FieldError("justification", "short-notice-needs-justification", Reminder.earliestEnd(today).toString())));
        var all = new ArrayList<>(announcements);
        all.add(draft);
        return new Product(id, name, line, releases, all).change(now);
    }

    /**
     * Approves a draft. The author may not approve it (R10.1). The notice period starts today, not on the day of the draft
     * (R10.4).
     */
    Change<Product, DomainEvent> approve(String announcementId, String approver, ZonedDateTime now) {
        var draft = announcement(announcementId).orElseThrow();
        if (!draft.isDraft()) return change(now);
        var today = now.toLocalDate();
        if (draft.isDraftedBy(approver)) throw ApiException.conflict("second-person-needed");
        if (hasEnded()) throw ApiException.conflict("end-of-life-reached");
        if (!draft.endOfLife().isAfter(today)) throw ApiException.conflict("end-of-life-past");
        if (lacksJustification(draft, today)) throw ApiException.conflict("short-notice-needs-justification");
        var approved = draft.approved(new Approval(approver, now.toInstant(), noticeFrom(draft.endOfLife(), today),
                isShortNotice(draft.endOfLife(), today), Reminder.remindersAfter(today, draft.endOfLife())));
        var previous = effectiveAnnouncement().orElse(null);
        var product = with(each -> each.id().equals(announcementId) ? approved : each.isInForce() ? each.superseded() : each);
        return product.change(now, product.announcedEvent(approved, previous), product.changedEvent(now));
    }

    /** Emits the due reminders and the end of life; a second call at the same time changes nothing. */
    Change<Product, DomainEvent> emitDueEvents(ZonedDateTime now) {
        var announced = effectiveAnnouncement().orElse(null);
        if (announced == null || announced.state() == State.REACHED) return change(now);
        var today = now.toLocalDate();
        var due = announced.requireApproval().pendingReminders().stream()
                .filter(notice -> !notice.dayBefore(announced.endOfLife()).isAfter(today)).toList();
        var pendingReminders = announced.requireApproval().pendingReminders().stream().filter(notice -> !due.contains(notice))
                .toList();
        var reached = !announced.endOfLife().isAfter(today);
        var updated = announced.withReminders(reached ? State.REACHED : State.APPROVED, pendingReminders);
        var events = Stream.concat(due.stream().map(notice -> noticeDueEvent(announced, notice, now)),
                reached ? Stream.of(reachedEvent(announced, now)) : Stream.empty());
        return with(each -> each == announced ? updated : each).change(now, events.toArray(DomainEvent[]::new));
    }

    /** Returns whether id, name, line and releases are equal; the announcements are ignored. */
    boolean hasSameDescriptionAs(Product other) {
        return id.equals(other.id) && name.equals(other.name) && line.equals(other.line) && releases.equals(other.releases);
    }

    Optional<Announcement> announcement(String announcementId) {
        return announcements.stream().filter(each -> each.id().equals(announcementId)).findFirst();
    }

    /** Returns the announcement that determines the end of life. */
    Optional<Announcement> effectiveAnnouncement() {
        return announcements.stream().filter(Announcement::isInForce).findFirst();
    }

    Optional<LocalDate> endOfLife() {
        return effectiveAnnouncement().map(Announcement::endOfLife);
    }

    Optional<String> successor() {
        return effectiveAnnouncement().map(Announcement::content).map(Content::successor);
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

    private boolean hasEnded() {
        return effectiveAnnouncement().map(Announcement::state).filter(State.REACHED::equals).isPresent();
    }

    private Product with(UnaryOperator<Announcement> replacement) {
        return new Product(id, name, line, releases, announcements.stream().map(replacement).toList());
    }

    private Change<Product, DomainEvent> change(ZonedDateTime now, DomainEvent... events) {
        return new Change<>(this, List.of(events), nextDueAt(now));
    }

    private @Nullable Instant nextDueAt(ZonedDateTime now) {
        return effectiveAnnouncement().filter(announced -> announced.state() != State.REACHED)
                .map(announced -> announced.requireApproval().pendingReminders().stream()
                        .map(notice -> notice.dayBefore(announced.endOfLife())).min(Comparator.naturalOrder())
                        .orElse(announced.endOfLife()))
                .map(day -> startOf(day, now)).orElse(null);
    }

    private static Instant startOf(LocalDate day, ZonedDateTime now) {
        return day.atStartOfDay(now.getZone()).toInstant();
    }

    private ProductChanged changedEvent(ZonedDateTime now) {
        return new ProductChanged(id, name, line, releases, endOfLife().orElse(null), successor().orElse(null), now.toInstant());
    }

    private DomainEvent announcedEvent(Announcement announcement, @Nullable Announcement previous) {
        var approval = announcement.requireApproval();
        var content = announcement.content();
        var inherited = previous == null ? null : previous.content().justification();
        var justification = !approval.shortNotice()
                ? null
                : content.justification() == null ? inherited : content.justification();
        return previous == null
                ? new EolAnnounced(announcement.id(), id, name, content.endOfLife(), content.reason(), content.successor(),
                        content.migrationPath(), justification, announcement.author(), approval.by(), approval.at())
                : new EolRescheduled(announcement.id(), id, name, previous.endOfLife(), content.endOfLife(), content.reason(),
                        content.successor(), content.migrationPath(), justification, announcement.author(), approval.by(),
                        approval.at());
    }

    private DomainEvent noticeDueEvent(Announcement announcement, Reminder notice, ZonedDateTime now) {
        return new EolNoticeDue(announcement.id(), id, name, announcement.endOfLife(), notice.name(),
                announcement.content().successor(), announcement.content().migrationPath(),
                startOf(notice.dayBefore(announcement.endOfLife()), now));
    }

    private DomainEvent reachedEvent(Announcement announcement, ZonedDateTime now) {
        return new EolReached(announcement.id(), id, name, announcement.endOfLife(), startOf(announcement.endOfLife(), now));
    }
}
