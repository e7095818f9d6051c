package io.amparo.eol.product;

import io.amparo.eol.product.Announcement.Approval;
import io.amparo.eol.product.Announcement.State;
import io.amparo.events.DomainEvent;
import io.amparo.events.eol.EolEvent.EolAnnounced;
import io.amparo.events.eol.EolEvent.EolNoticeDue;
import io.amparo.events.eol.EolEvent.EolReached;
import io.amparo.events.eol.EolEvent.EolRescheduled;
import io.amparo.events.product.ProductEvent.ProductChanged;
import io.amparo.events.product.ProductEvent.Release;
import io.amparo.platform.store.Change;
import io.amparo.platform.web.ApiProblem;
import io.amparo.platform.web.ApiProblem.FieldError;
import java.lang.module.ModuleDescriptor.Version;
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
record ProductLife(String id, String name, String line, List<Release> releases, List<Announcement> announcements) {
    ProductLife {
        releases = releases.stream().sorted(Comparator.comparing(release -> Version.parse(release.version()))).toList();
        announcements = List.copyOf(announcements);
    }

    static Change<ProductLife, DomainEvent> register(String id, String name, String line, List<Release> releases,
            ZonedDateTime now) {
        var life = new ProductLife(id, name, line, releases, List.of());
        return life.change(now, life.changed(now));
    }

    /** Changes the name, the line and the releases; only an announcement changes the end of life. */
    Change<ProductLife, DomainEvent> describe(String newName, String newLine, List<Release> newReleases, ZonedDateTime now) {
        var life = new ProductLife(id, newName, newLine, newReleases, announcements);
        return life.isDescribedAs(this) ? change(now) : life.change(now, life.changed(now));
    }

    /** Adds a draft, which has no effect until its approval. A draft that could not be approved today is refused. */
    Change<ProductLife, DomainEvent> draft(Announcement draft, ZonedDateTime now) {
        var today = now.toLocalDate();
        if (hasEnded()) throw ApiProblem.conflict("end-of-life-reached");
        if (!draft.endOfLife().isAfter(today)) throw ApiProblem.invalid("endOfLife", "future");
        if (id.equals(draft.successor())) throw ApiProblem.invalid("successor", "own-successor");
        if (lacksJustification(draft, today))
            throw ApiProblem.invalid("short-notice-needs-justification", List.of(
                    new FieldError("justification", "short-notice-needs-justification", Notice.earliestEnd(today).toString())));
        var all = new ArrayList<>(announcements);
        all.add(draft);
        return new ProductLife(id, name, line, releases, all).change(now);
    }

    /**
     * Approves a draft. The author may not approve it (R10.1). The notice period starts today, not on the day of the draft
     * (R10.4).
     */
    Change<ProductLife, DomainEvent> approve(String announcementId, String approver, ZonedDateTime now) {
        var draft = announcement(announcementId).orElseThrow();
        if (!draft.isDraft()) return change(now);
        var today = now.toLocalDate();
        if (draft.isBy(approver)) throw ApiProblem.conflict("second-person-needed");
        if (hasEnded()) throw ApiProblem.conflict("end-of-life-reached");
        if (!draft.endOfLife().isAfter(today)) throw ApiProblem.conflict("end-of-life-past");
        if (lacksJustification(draft, today)) throw ApiProblem.conflict("short-notice-needs-justification");
        var approved = draft.approved(new Approval(approver, now.toInstant(), noticeFrom(draft.endOfLife(), today),
                isShort(draft.endOfLife(), today), Notice.after(today, draft.endOfLife())));
        var previous = holding().orElse(null);
        var life = with(each -> each.id().equals(announcementId) ? approved : each.holds() ? each.superseded() : each);
        return life.change(now, life.told(approved, previous), life.changed(now));
    }

    /** Emits the due reminders and the end of life; a second call at the same time changes nothing. */
    Change<ProductLife, DomainEvent> tick(ZonedDateTime now) {
        var announced = holding().orElse(null);
        if (announced == null || announced.state() == State.REACHED) return change(now);
        var today = now.toLocalDate();
        var due = announced.granted().owed().stream().filter(notice -> !notice.dayBefore(announced.endOfLife()).isAfter(today))
                .toList();
        var owed = announced.granted().owed().stream().filter(notice -> !due.contains(notice)).toList();
        var reached = !announced.endOfLife().isAfter(today);
        var told = announced.reminded(reached ? State.REACHED : State.APPROVED, owed);
        var events = Stream.concat(due.stream().map(notice -> due(announced, notice, now)),
                reached ? Stream.of(reached(announced, now)) : Stream.empty());
        return with(each -> each == announced ? told : each).change(now, events.toArray(DomainEvent[]::new));
    }

    /** Returns whether id, name, line and releases are equal; the announcements are ignored. */
    boolean isDescribedAs(ProductLife other) {
        return id.equals(other.id) && name.equals(other.name) && line.equals(other.line) && releases.equals(other.releases);
    }

    Optional<Announcement> announcement(String announcementId) {
        return announcements.stream().filter(each -> each.id().equals(announcementId)).findFirst();
    }

    /** Returns the announcement that determines the end of life. */
    Optional<Announcement> holding() {
        return announcements.stream().filter(Announcement::holds).findFirst();
    }

    Optional<LocalDate> endOfLife() {
        return holding().map(Announcement::endOfLife);
    }

    Optional<String> successor() {
        return holding().map(Announcement::successor);
    }

    /** Returns whether an approval today would give customers less than twelve months of notice. */
    boolean isShort(LocalDate endOfLife, LocalDate today) {
        return endOfLife.isBefore(Notice.earliestEnd(noticeFrom(endOfLife, today)));
    }

    /**
     * Returns the first day of the notice period. A first or an earlier end of life restarts the period; a later one keeps its
     * first day (R10.6).
     */
    LocalDate noticeFrom(LocalDate endOfLife, LocalDate today) {
        return holding().filter(_ -> !restarts(endOfLife)).map(kept -> kept.granted().noticeFrom()).orElse(today);
    }

    private boolean restarts(LocalDate endOfLife) {
        return endOfLife().map(endOfLife::isBefore).orElse(true);
    }

    /** A later end of life needs no new justification: it shortens the notice of no customer. */
    private boolean lacksJustification(Announcement draft, LocalDate today) {
        return draft.justification() == null && restarts(draft.endOfLife()) && isShort(draft.endOfLife(), today);
    }

    private boolean hasEnded() {
        return holding().map(Announcement::state).filter(State.REACHED::equals).isPresent();
    }

    private ProductLife with(UnaryOperator<Announcement> replaced) {
        return new ProductLife(id, name, line, releases, announcements.stream().map(replaced).toList());
    }

    private Change<ProductLife, DomainEvent> change(ZonedDateTime now, DomainEvent... events) {
        return new Change<>(this, List.of(events), nextEdge(now));
    }

    private @Nullable Instant nextEdge(ZonedDateTime now) {
        return holding().filter(announced -> announced.state() != State.REACHED)
                .map(announced -> announced.granted().owed().stream().map(notice -> notice.dayBefore(announced.endOfLife()))
                        .min(Comparator.naturalOrder()).orElse(announced.endOfLife()))
                .map(day -> startOf(day, now)).orElse(null);
    }

    private static Instant startOf(LocalDate day, ZonedDateTime now) {
        return day.atStartOfDay(now.getZone()).toInstant();
    }

    private ProductChanged changed(ZonedDateTime now) {
        return new ProductChanged(id, name, line, releases, endOfLife().orElse(null), successor().orElse(null), now.toInstant());
    }

    private DomainEvent told(Announcement a, @Nullable Announcement previous) {
        var approval = a.granted();
        var inherited = previous == null ? null : previous.justification();
        var justification = !approval.shortNotice() ? null : a.justification() == null ? inherited : a.justification();
        return previous == null
                ? new EolAnnounced(a.id(), id, name, a.endOfLife(), a.reason(), a.successor(), a.migrationPath(), justification,
                        a.author(), approval.by(), approval.at())
                : new EolRescheduled(a.id(), id, name, previous.endOfLife(), a.endOfLife(), a.reason(), a.successor(),
                        a.migrationPath(), justification, a.author(), approval.by(), approval.at());
    }

    private DomainEvent due(Announcement a, Notice notice, ZonedDateTime now) {
        return new EolNoticeDue(a.id(), id, name, a.endOfLife(), notice.name(), a.successor(), a.migrationPath(),
                startOf(notice.dayBefore(a.endOfLife()), now));
    }

    private DomainEvent reached(Announcement a, ZonedDateTime now) {
        return new EolReached(a.id(), id, name, a.endOfLife(), startOf(a.endOfLife(), now));
    }
}
