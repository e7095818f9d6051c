package io.amparo.eol.product;

import io.amparo.eol.product.Announcement.Approval;
import io.amparo.platform.web.Action;
import io.amparo.platform.web.OneOf;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An announcement in a response.
 *
 * @param shortNotice whether the notice is shorter than twelve months; for a draft, as if it were approved today
 * @param notices the reminders not yet emitted
 * @param emitted the reminders that were emitted, earliest first; missing in lists
 * @param history the dates of the product that were approved, earliest first; missing in lists
 * @param proof path of the proof who was informed; missing for a draft
 * @param actions actions that this caller may perform now: APPROVE, CHANGE_DATE
 */
record AnnouncementResponse(String id, ProductRef product, LocalDate endOfLife, String reason, @Nullable String successor,
        @Nullable String migrationPath, @Nullable String justification, boolean shortNotice, LocalDate noticeFrom,
        Announcement.State state, String author, Instant draftedAt, @Nullable String approvedBy, @Nullable Instant approvedAt,
        List<NoticeDay> notices, @Nullable List<EmittedNotice> emitted, @Nullable List<ApprovedDate> history,
        @Nullable String proof, List<Action> actions) {

    record ProductRef(String id, String name) {
        static ProductRef of(Product product) {
            return new ProductRef(product.id(), product.name());
        }
    }

    record NoticeDay(@OneOf(Reminder.class) String notice, LocalDate day) {}

    /**
     * @param at instant at which it was emitted; after a downtime it is later than the day
     * @param coveredBy a later reminder that was emitted in its place, because both fell due during a downtime
     */
    record EmittedNotice(@OneOf(Reminder.class) String notice, LocalDate day, Instant at,
            @OneOf(Reminder.class) @Nullable String coveredBy) {}

    /** A date of the product that was approved (R10.6). */
    record ApprovedDate(String announcement, LocalDate endOfLife, Announcement.State state, LocalDate noticeFrom,
            boolean shortNotice, String author, String approvedBy, Instant approvedAt) {
        static ApprovedDate of(Announcement announcement) {
            var approval = announcement.requireApproval();
            return new ApprovedDate(announcement.id(), announcement.endOfLife(), announcement.state(), approval.noticeFrom(),
                    approval.shortNotice(), announcement.author(), approval.by(), approval.at());
        }
    }

    static AnnouncementResponse inList(Product product, Announcement announcement, LocalDate today, String person) {
        return of(product, announcement, today, person, null, null);
    }

    static AnnouncementResponse of(Product product, Announcement announcement, LocalDate today, String person) {
        return of(product, announcement, today, person, emitted(announcement),
                product.approvedAnnouncements().stream().map(ApprovedDate::of).toList());
    }

    private static AnnouncementResponse of(Product product, Announcement announcement, LocalDate today, String person,
            @Nullable List<EmittedNotice> emitted, @Nullable List<ApprovedDate> history) {
        var approval = announcement.approval();
        var content = announcement.content();
        var end = announcement.endOfLife();
        var pendingReminders = approval == null ? Reminder.remindersAfter(today, end) : approval.pendingReminders();
        return new AnnouncementResponse(announcement.id(), ProductRef.of(product), end, content.reason(), content.successor(),
                content.migrationPath(), content.justification(),
                approval == null ? product.isShortNotice(end, today) : approval.shortNotice(),
                approval == null ? product.noticeFrom(end, today) : approval.noticeFrom(), announcement.state(),
                announcement.author(), announcement.draftedAt(), approval == null ? null : approval.by(),
                approval == null ? null : approval.at(),
                pendingReminders.stream().map(notice -> new NoticeDay(notice.name(), notice.dayBefore(end))).toList(), emitted,
                history, approval == null ? null : path(announcement) + "/notices", actions(announcement, person));
    }

    private static List<EmittedNotice> emitted(Announcement announcement) {
        Approval approval = announcement.approval();
        if (approval == null) return List.of();
        return approval.emittedReminders().stream()
                .map(each -> new EmittedNotice(each.reminder().name(), each.reminder().dayBefore(announcement.endOfLife()),
                        each.at(), each.coveredBy() == null ? null : each.coveredBy().name()))
                .toList();
    }

    private static String path(Announcement announcement) {
        return "/api/v1/eol/announcements/" + announcement.id();
    }

    private static List<Action> actions(Announcement announcement, String person) {
        var actions = new ArrayList<Action>();
        var path = path(announcement);
        if (announcement.isDraft() && !announcement.isDraftedBy(person))
            actions.add(new Action("APPROVE", "POST", path + "/approval", null, null));
        if (announcement.isDraft() || announcement.state() == Announcement.State.APPROVED)
            actions.add(new Action("CHANGE_DATE", "PUT", path + "/date", null, null));
        return actions;
    }
}
