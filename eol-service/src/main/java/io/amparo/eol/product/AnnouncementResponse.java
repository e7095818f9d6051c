package io.amparo.eol.product;

import io.amparo.platform.web.Action;
import io.amparo.platform.web.OneOf;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An announcement in a response.
 *
 * @param shortNotice whether the notice is shorter than twelve months; for a draft, as if it were approved today
 * @param notices the reminders not yet emitted
 * @param actions actions that this caller may perform now: APPROVE
 */
record AnnouncementResponse(String id, ProductRef product, LocalDate endOfLife, String reason, @Nullable String successor,
        @Nullable String migrationPath, @Nullable String justification, boolean shortNotice, LocalDate noticeFrom,
        Announcement.State state, String author, Instant draftedAt, @Nullable String approvedBy, @Nullable Instant approvedAt,
        List<NoticeDay> notices, List<Action> actions) {

    record ProductRef(String id, String name) {}

    record NoticeDay(@OneOf(Reminder.class) String notice, LocalDate day) {}

    static AnnouncementResponse of(Product product, Announcement announcement, LocalDate today, String person) {
        var approval = announcement.approval();
        var content = announcement.content();
        var pendingReminders = approval == null
                ? Reminder.remindersAfter(today, announcement.endOfLife())
                : approval.pendingReminders();
        return new AnnouncementResponse(announcement.id(), new ProductRef(product.id(), product.name()), announcement.endOfLife(),
                content.reason(), content.successor(), content.migrationPath(), content.justification(),
                approval == null ? product.isShortNotice(announcement.endOfLife(), today) : approval.shortNotice(),
                approval == null ? product.noticeFrom(announcement.endOfLife(), today) : approval.noticeFrom(),
                announcement.state(), announcement.author(), announcement.draftedAt(), approval == null ? null : approval.by(),
                approval == null ? null : approval.at(),
                pendingReminders.stream().map(notice -> new NoticeDay(notice.name(), notice.dayBefore(announcement.endOfLife())))
                        .toList(),
                announcement.isDraft() && !announcement.isDraftedBy(person) ? List.of(approve(announcement.id())) : List.of());
    }

    private static Action approve(String id) {
        return new Action("APPROVE", "POST", "/api/v1/eol/announcements/" + id + "/approval", null, null);
    }
}
