package io.amparo.eol.product;

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
record AnnouncementAnswer(String id, ProductName product, LocalDate endOfLife, String reason, @Nullable String successor,
        @Nullable String migrationPath, @Nullable String justification, boolean shortNotice, LocalDate noticeFrom, String state,
        String author, Instant draftedAt, @Nullable String approvedBy, @Nullable Instant approvedAt, List<NoticeDay> notices,
        List<String> actions) {

    record ProductName(String id, String name) {}

    record NoticeDay(String notice, LocalDate day) {}

    static AnnouncementAnswer of(ProductLife life, Announcement a, LocalDate today, String reader) {
        var given = a.approval();
        var owed = given == null ? Notice.after(today, a.endOfLife()) : given.owed();
        return new AnnouncementAnswer(a.id(), new ProductName(life.id(), life.name()), a.endOfLife(), a.reason(), a.successor(),
                a.migrationPath(), a.justification(), given == null ? life.isShort(a.endOfLife(), today) : given.shortNotice(),
                given == null ? life.noticeFrom(a.endOfLife(), today) : given.noticeFrom(), a.state().name(), a.author(),
                a.draftedAt(), given == null ? null : given.by(), given == null ? null : given.at(),
                owed.stream().map(notice -> new NoticeDay(notice.name(), notice.dayBefore(a.endOfLife()))).toList(),
                a.isDraft() && !a.isBy(reader) ? List.of("APPROVE") : List.of());
    }
}
