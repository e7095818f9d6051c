package io.amparo.eol.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

class ProductLifeTest {
    private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final LocalDate END = LocalDate.of(2027, 12, 31);
    private static final ProductLife OPMON_8 = ProductLife
            .register("opmon-8", "OpMon 8", "opmon", List.of(release("8.9"), release("8.8"), release("8.10")), noon(TODAY))
            .state();

    @Test
    void releases_are_in_the_order_of_their_numbers() {
        assertThat(OPMON_8.releases()).extracting(Release::version).containsExactly("8.8", "8.9", "8.10");
    }

    @Test
    void a_change_is_told_and_no_change_is_not() {
        assertThat(OPMON_8.describe("OpMon Eight", "opmon", OPMON_8.releases(), noon(TODAY)).events())
                .hasOnlyElementsOfType(ProductChanged.class).hasSize(1);
        assertThat(OPMON_8.describe("OpMon 8", "opmon", OPMON_8.releases(), noon(TODAY)).events()).isEmpty();
    }

    @Tag("R10.1")
    @Test
    void a_draft_tells_nobody_and_ends_nothing() {
        var drafted = OPMON_8.draft(draft("a-1", END, null), noon(TODAY));
        assertThat(drafted.events()).isEmpty();
        assertThat(drafted.dueAt()).isNull();
        assertThat(drafted.state().endOfLife()).isEmpty();
    }

    @Tag("R10.1")
    @Test
    void the_author_may_not_approve_in_any_spelling() {
        var drafted = OPMON_8.draft(draft("a-1", END, null), noon(TODAY)).state();
        assertRefused("second-person-needed", () -> drafted.approve("a-1", "Heitor@OpServices.example", noon(TODAY)));
    }

    @Tag("R10.1")
    @Tag("R10.5")
    @Test
    void a_second_person_announces_it_with_reason_path_and_successor() {
        var approved = announced(OPMON_8, "a-1", END, null, TODAY);
        assertThat(approved.events()).containsExactly(
                new EolAnnounced("a-1", "opmon-8", "OpMon 8", END, "Its platform ends", "opmon-9", "Upgrade to 9.2", null,
                        "heitor@opservices.example", "iara@opservices.example", noon(TODAY).toInstant()),
                new ProductChanged("opmon-8", "OpMon 8", "opmon", OPMON_8.releases(), END, "opmon-9", noon(TODAY).toInstant()));
        assertThat(approved.dueAt()).isEqualTo(Instant.parse("2026-12-31T03:00:00Z"));
    }

    @Test
    void approving_twice_announces_once() {
        var approved = announced(OPMON_8, "a-1", END, null, TODAY).state();
        assertThat(approved.approve("a-1", "iara@opservices.example", noon(TODAY)).events()).isEmpty();
    }

    @Tag("R10.4")
    @Test
    void less_than_twelve_months_needs_a_justification_and_is_marked() {
        var tooEarly = LocalDate.of(2027, 11, 21);
        assertThatThrownBy(() -> OPMON_8.draft(draft("a-1", tooEarly, null), noon(TODAY)))
                .isInstanceOfSatisfying(ApiProblem.class, refused -> {
                    assertThat(refused.code()).isEqualTo("short-notice-needs-justification");
                    assertThat(refused.errors()).extracting(ApiProblem.FieldError::field).containsExactly("justification");
                });
        var justified = announced(OPMON_8, "a-1", tooEarly, "A library without successor", TODAY);
        assertThat(justified.state().holding().orElseThrow().granted().shortNotice()).isTrue();
        assertThat(((EolAnnounced) justified.events().getFirst()).justification()).isEqualTo("A library without successor");
        assertThat(announced(OPMON_8, "a-2", tooEarly.plusDays(1), null, TODAY).state().holding().orElseThrow().granted()
                .shortNotice()).isFalse();
    }

    @Tag("R10.4")
    @Test
    void notice_counts_from_the_day_of_approval() {
        var drafted = OPMON_8.draft(draft("a-1", TODAY.plusMonths(12), null), noon(TODAY)).state();
        assertRefused("short-notice-needs-justification",
                () -> drafted.approve("a-1", "iara@opservices.example", noon(TODAY.plusDays(1))));
        assertThat(drafted.approve("a-1", "iara@opservices.example", noon(TODAY)).events()).isNotEmpty();
    }

    @Tag("R10.4")
    @Test
    void the_day_is_the_vendors() {
        var drafted = OPMON_8.draft(draft("a-1", TODAY.plusMonths(12), null), noon(TODAY)).state();
        var lateInTheEvening = Instant.parse("2026-11-23T02:59:59Z").atZone(SAO_PAULO);
        assertThat(drafted.approve("a-1", "iara@opservices.example", lateInTheEvening).events()).isNotEmpty();
        assertRefused("short-notice-needs-justification",
                () -> drafted.approve("a-1", "iara@opservices.example", lateInTheEvening.plusSeconds(1)));
    }

    @Tag("R10.6")
    @Test
    void an_earlier_date_restarts_the_notice_rule() {
        var announced = announced(OPMON_8, "a-1", END, null, TODAY).state();
        var later = TODAY.plusMonths(3);
        assertRefused("short-notice-needs-justification",
                () -> announced.draft(draft("a-2", END.minusDays(1), null), noon(later)));
        var earlier = announced(announced, "a-2", END.minusDays(1), "A flaw that cannot be mended", later);
        assertThat(earlier.events().getFirst()).isInstanceOfSatisfying(EolRescheduled.class, moved -> {
            assertThat(moved.previousEndOfLife()).isEqualTo(END);
            assertThat(moved.endOfLife()).isEqualTo(END.minusDays(1));
        });
        assertThat(earlier.state().holding().orElseThrow().granted().noticeFrom()).isEqualTo(later);
        assertThat(earlier.state().announcement("a-1").orElseThrow().state()).isEqualTo(State.SUPERSEDED);
    }

    @Tag("R10.6")
    @Test
    void a_later_date_keeps_the_notice_rule() {
        var announced = announced(OPMON_8, "a-1", END, null, TODAY).state();
        var aMonthBefore = END.minusMonths(1);
        var moved = announced(announced, "a-2", END.plusMonths(2), null, aMonthBefore);
        var approval = moved.state().holding().orElseThrow().granted();
        assertThat(approval.noticeFrom()).isEqualTo(TODAY);
        assertThat(approval.shortNotice()).isFalse();
        assertThat(approval.owed()).containsExactly(Notice.P1M, Notice.P1W);
        assertThat(moved.state().endOfLife()).contains(END.plusMonths(2));
    }

    @Tag("R10.6")
    @Test
    void each_reminder_is_given_once_and_then_the_end() {
        var life = announced(OPMON_8, "a-1", END, null, TODAY).state();
        var told = new ArrayList<DomainEvent>();
        for (var day = TODAY; !day.isAfter(END.plusDays(3)); day = day.plusDays(1)) {
            var first = life.tick(noon(day));
            told.addAll(first.events());
            life = first.state();
            var again = life.tick(noon(day));
            assertThat(again.events()).isEmpty();
            assertThat(again.state()).isEqualTo(life);
        }
        assertThat(told).hasSize(7);
        assertThat(told.subList(0, 6)).extracting(event -> ((EolNoticeDue) event).notice()).containsExactly("P12M", "P9M", "P6M",
                "P3M", "P1M", "P1W");
        assertThat(told.getLast())
                .isEqualTo(new EolReached("a-1", "opmon-8", "OpMon 8", END, Instant.parse("2027-12-31T03:00:00Z")));
        assertThat(life.tick(noon(END.plusYears(1))).dueAt()).isNull();
    }

    @Test
    void the_next_look_is_at_the_next_reminder() {
        var life = announced(OPMON_8, "a-1", END, null, TODAY).state();
        assertThat(life.tick(noon(LocalDate.of(2026, 12, 31))).dueAt()).isEqualTo(Instant.parse("2027-03-31T03:00:00Z"));
        assertThat(life.tick(noon(LocalDate.of(2027, 12, 24))).dueAt()).isEqualTo(Instant.parse("2027-12-31T03:00:00Z"));
    }

    @Test
    void after_its_end_a_product_is_not_announced_again() {
        var ended = announced(OPMON_8, "a-1", END, null, TODAY).state().tick(noon(END)).state();
        assertRefused("end-of-life-reached", () -> ended.draft(draft("a-2", END.plusYears(2), null), noon(END)));
        assertThat(ended.endOfLife()).contains(END);
    }

    private static Change<ProductLife, DomainEvent> announced(ProductLife life, String id, LocalDate end,
            @Nullable String justification, LocalDate today) {
        return life.draft(draft(id, end, justification), noon(today)).state().approve(id, "iara@opservices.example", noon(today));
    }

    private static Announcement draft(String id, LocalDate end, @Nullable String justification) {
        return Announcement.draft(id, end, "Its platform ends", "opmon-9", "Upgrade to 9.2", justification,
                "heitor@opservices.example", Instant.EPOCH);
    }

    private static void assertRefused(String code, ThrowingCallable wish) {
        assertThatThrownBy(wish).isInstanceOfSatisfying(ApiProblem.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private static Release release(String version) {
        return new Release(version, LocalDate.of(2026, 1, 1));
    }

    private static ZonedDateTime noon(LocalDate day) {
        return day.atTime(12, 0).atZone(SAO_PAULO);
    }
}
