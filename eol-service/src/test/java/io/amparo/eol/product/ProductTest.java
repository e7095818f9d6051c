package io.amparo.eol.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amparo.eol.product.Announcement.Content;
import io.amparo.eol.product.Announcement.State;
import io.amparo.events.DomainEvent;
import io.amparo.events.eol.EolEvent.EolAnnounced;
import io.amparo.events.eol.EolEvent.EolNoticeDue;
import io.amparo.events.eol.EolEvent.EolReached;
import io.amparo.events.eol.EolEvent.EolRescheduled;
import io.amparo.events.product.ProductEvent.ProductChanged;
import io.amparo.events.product.ProductEvent.Release;
import io.amparo.platform.store.Change;
import io.amparo.platform.web.ApiException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ProductTest {
    private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final LocalDate END = LocalDate.of(2027, 12, 31);
    private static final Product OPMON_8 = Product
            .register("opmon-8", description("OpMon 8", release("8.9"), release("8.8"), release("8.10")), noon(TODAY)).state();

    @Test
    void releases_are_sorted_by_version() {
        assertThat(OPMON_8.releases()).extracting(Release::version).containsExactly("8.8", "8.9", "8.10");
    }

    @Test
    void only_a_change_emits_product_changed() {
        var releases = OPMON_8.releases().toArray(Release[]::new);
        assertThat(OPMON_8.describe(description("OpMon Eight", releases), noon(TODAY)).events())
                .hasOnlyElementsOfType(ProductChanged.class).hasSize(1);
        assertThat(OPMON_8.describe(description("OpMon 8", releases), noon(TODAY)).events()).isEmpty();
    }

    @Tag("R10.1")
    @Test
    void a_draft_emits_no_event_and_sets_no_end() {
        var drafted = OPMON_8.addDraft(draft("a-1", END, null), noon(TODAY));
        assertThat(drafted.events()).isEmpty();
        assertThat(drafted.dueAt()).isNull();
        assertThat(drafted.state().endOfLife()).isEmpty();
    }

    @Tag("R10.1")
    @Test
    void the_author_may_not_approve() {
        var drafted = OPMON_8.addDraft(draft("a-1", END, null), noon(TODAY)).state();
        assertRefused("second-person-needed", () -> drafted.approve("a-1", "heitor", noon(TODAY)));
    }

    @Tag("R10.1")
    @Tag("R10.5")
    @Test
    void approval_emits_reason_migration_path_and_successor() {
        var approved = announced(OPMON_8, "a-1", END, null, TODAY);
        assertThat(approved.events()).containsExactly(
                new EolAnnounced("a-1", "opmon-8", "OpMon 8", END, "Its platform ends", "opmon-9", "Upgrade to 9.2", null,
                        "heitor", "iara", noon(TODAY).toInstant()),
                new ProductChanged("opmon-8", "OpMon 8", "opmon", OPMON_8.releases(), END, "opmon-9", noon(TODAY).toInstant(),
                        List.of(), "Upgrade to 9.2"));
        assertThat(approved.dueAt()).isEqualTo(Instant.parse("2026-12-31T03:00:00Z"));
    }

    @Test
    void a_repeated_approval_emits_no_event() {
        var approved = announced(OPMON_8, "a-1", END, null, TODAY).state();
        assertThat(approved.approve("a-1", "iara", noon(TODAY)).events()).isEmpty();
    }

    @Tag("R10.4")
    @Test
    void less_than_twelve_months_needs_a_justification_and_is_marked() {
        var tooEarly = LocalDate.of(2027, 11, 21);
        assertThatThrownBy(() -> OPMON_8.addDraft(draft("a-1", tooEarly, null), noon(TODAY)))
                .isInstanceOfSatisfying(ApiException.class, refused -> {
                    assertThat(refused.code()).isEqualTo("short-notice-needs-justification");
                    assertThat(refused.errors()).extracting(ApiException.FieldError::field).containsExactly("justification");
                });
        var justified = announced(OPMON_8, "a-1", tooEarly, "A library without successor", TODAY);
        assertThat(justified.state().effectiveAnnouncement().orElseThrow().requireApproval().shortNotice()).isTrue();
        assertThat(((EolAnnounced) justified.events().getFirst()).justification()).isEqualTo("A library without successor");
        assertThat(announced(OPMON_8, "a-2", tooEarly.plusDays(1), null, TODAY).state().effectiveAnnouncement().orElseThrow()
                .requireApproval().shortNotice()).isFalse();
    }

    @Tag("R10.4")
    @Test
    void notice_starts_on_the_day_of_approval() {
        var drafted = OPMON_8.addDraft(draft("a-1", TODAY.plusMonths(12), null), noon(TODAY)).state();
        assertRefused("short-notice-needs-justification", () -> drafted.approve("a-1", "iara", noon(TODAY.plusDays(1))));
        assertThat(drafted.approve("a-1", "iara", noon(TODAY)).events()).isNotEmpty();
    }

    @Tag("R10.4")
    @Test
    void days_begin_in_the_vendors_zone() {
        var drafted = OPMON_8.addDraft(draft("a-1", TODAY.plusMonths(12), null), noon(TODAY)).state();
        var lateInTheEvening = Instant.parse("2026-11-23T02:59:59Z").atZone(SAO_PAULO);
        assertThat(drafted.approve("a-1", "iara", lateInTheEvening).events()).isNotEmpty();
        assertRefused("short-notice-needs-justification", () -> drafted.approve("a-1", "iara", lateInTheEvening.plusSeconds(1)));
    }

    @Tag("R10.6")
    @Test
    void approval_supersedes_the_other_drafts() {
        var drafted = OPMON_8.addDraft(draft("a-1", END, null), noon(TODAY)).state()
                .addDraft(draft("a-2", END.plusYears(1), null), noon(TODAY)).state();
        var approved = drafted.approve("a-2", "iara", noon(TODAY)).state();

        assertRefused("announcement-superseded", () -> approved.approve("a-1", "iara", noon(TODAY)));
        assertThat(approved.endOfLife()).contains(END.plusYears(1));
        assertThatThrownBy(() -> approved.addDraft(draft("a-3", END.plusYears(1), null), noon(TODAY))).isInstanceOfSatisfying(
                ApiException.class,
                refused -> assertThat(refused.errors()).extracting(ApiException.FieldError::code).containsExactly("same-date"));
    }

    @Tag("R10.2")
    @Test
    void product_has_ended_from_the_beginning_of_the_day_on() {
        var announced = announced(OPMON_8, "a-1", END, null, TODAY).state()
                .addDraft(draft("a-2", END.plusYears(1), null), noon(TODAY)).state();
        var midnight = END.atStartOfDay(SAO_PAULO);

        assertRefused("end-of-life-reached", () -> announced.approve("a-2", "iara", midnight));
        assertRefused("end-of-life-reached", () -> announced.addDraft(draft("a-3", END.plusYears(2), null), midnight));
        assertThat(announced.approve("a-2", "iara", midnight.minusSeconds(1)).events()).isNotEmpty();
    }

    @Tag("R10.4")
    @Test
    void justification_is_not_that_of_a_later_approval() {
        var first = announced(OPMON_8, "a-1", TODAY.plusMonths(3), "First flaw", TODAY).state();
        var later = announced(first, "a-2", TODAY.plusMonths(4), null, TODAY.plusDays(1)).state();
        var earlier = announced(later, "a-3", TODAY.plusMonths(2), "Second flaw", TODAY.plusDays(2)).state();

        assertThat(earlier.justification(earlier.announcement("a-2").orElseThrow())).contains("First flaw");
    }

    @Tag("R10.6")
    @Test
    void an_earlier_end_of_life_restarts_the_notice() {
        var announced = announced(OPMON_8, "a-1", END, null, TODAY).state();
        var later = TODAY.plusMonths(3);
        assertRefused("short-notice-needs-justification",
                () -> announced.addDraft(draft("a-2", END.minusDays(1), null), noon(later)));
        var earlier = announced(announced, "a-2", END.minusDays(1), "A flaw that cannot be mended", later);
        assertThat(earlier.events().getFirst()).isInstanceOfSatisfying(EolRescheduled.class, rescheduled -> {
            assertThat(rescheduled.previousEndOfLife()).isEqualTo(END);
            assertThat(rescheduled.endOfLife()).isEqualTo(END.minusDays(1));
        });
        assertThat(earlier.state().effectiveAnnouncement().orElseThrow().requireApproval().noticeFrom()).isEqualTo(later);
        assertThat(earlier.state().announcement("a-1").orElseThrow().state()).isEqualTo(State.SUPERSEDED);
    }

    @Tag("R10.6")
    @Test
    void a_later_end_of_life_keeps_the_start_of_the_notice() {
        var announced = announced(OPMON_8, "a-1", END, null, TODAY).state();
        var aMonthBefore = END.minusMonths(1);
        var rescheduled = announced(announced, "a-2", END.plusMonths(2), null, aMonthBefore);
        var approval = rescheduled.state().effectiveAnnouncement().orElseThrow().requireApproval();
        assertThat(approval.noticeFrom()).isEqualTo(TODAY);
        assertThat(approval.shortNotice()).isFalse();
        assertThat(approval.pendingReminders()).containsExactly(Reminder.P1M, Reminder.P1W, Reminder.P0D);
        assertThat(rescheduled.state().endOfLife()).contains(END.plusMonths(2));
    }

    @Tag("R10.6")
    @Test
    void each_reminder_and_the_end_are_emitted_once() {
        var product = announced(OPMON_8, "a-1", END, null, TODAY).state();
        var events = new ArrayList<DomainEvent>();
        for (var day = TODAY; !day.isAfter(END.plusDays(3)); day = day.plusDays(1)) {
            var first = product.emitDueEvents(noon(day));
            events.addAll(first.events());
            product = first.state();
            var repeated = product.emitDueEvents(noon(day));
            assertThat(repeated.events()).isEmpty();
            assertThat(repeated.state()).isEqualTo(product);
        }
        assertThat(events).hasSize(7);
        assertThat(events.subList(0, 6)).extracting(event -> ((EolNoticeDue) event).notice()).containsExactly("P12M", "P9M",
                "P6M", "P3M", "P1M", "P1W");
        assertThat(events.getLast()).isEqualTo(new EolReached("a-1", "opmon-8", "OpMon 8", END,
                Instant.parse("2027-12-31T03:00:00Z"), "opmon-9", "Upgrade to 9.2", List.of()));
        assertThat(product.emitDueEvents(noon(END.plusYears(1))).dueAt()).isNull();
    }

    @Test
    void due_at_is_the_start_of_the_next_reminder_day() {
        var product = announced(OPMON_8, "a-1", END, null, TODAY).state();
        assertThat(product.emitDueEvents(noon(LocalDate.of(2026, 12, 31))).dueAt())
                .isEqualTo(Instant.parse("2027-03-31T03:00:00Z"));
        assertThat(product.emitDueEvents(noon(LocalDate.of(2027, 12, 24))).dueAt())
                .isEqualTo(Instant.parse("2027-12-31T03:00:00Z"));
    }

    @Test
    void a_product_has_at_most_two_hundred_announcements() {
        var product = OPMON_8;
        for (int i = 0; i < 200; i++) product = product.addDraft(draft("a-" + i, END, null), noon(TODAY)).state();
        var full = product;
        assertRefused("announcement-limit", () -> full.addDraft(draft("a-200", END, null), noon(TODAY)));
    }

    @Test
    void a_draft_after_the_end_of_life_is_refused() {
        var ended = announced(OPMON_8, "a-1", END, null, TODAY).state().emitDueEvents(noon(END)).state();
        assertRefused("end-of-life-reached", () -> ended.addDraft(draft("a-2", END.plusYears(2), null), noon(END)));
        assertThat(ended.endOfLife()).contains(END);
    }

    private static Change<Product, DomainEvent> announced(Product product, String id, LocalDate end,
            @Nullable String justification, LocalDate today) {
        return product.addDraft(draft(id, end, justification), noon(today)).state().approve(id, "iara", noon(today));
    }

    private static Announcement draft(String id, LocalDate end, @Nullable String justification) {
        var content = new Content(end, "Its platform ends", "opmon-9", "Upgrade to 9.2", justification);
        return Announcement.draft(id, content, "heitor", Instant.EPOCH);
    }

    private static void assertRefused(String code, ThrowingCallable command) {
        assertThatThrownBy(command).isInstanceOfSatisfying(ApiException.class,
                refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private static Description description(String name, Release... releases) {
        return new Description(name, "opmon", List.of(releases), List.of(), null, null);
    }

    private static Release release(String version) {
        return new Release(version, LocalDate.of(2026, 1, 1));
    }

    private static ZonedDateTime noon(LocalDate day) {
        return day.atTime(12, 0).atZone(SAO_PAULO);
    }
}
