package io.amparo.eol.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.amparo.eol.product.Announcement.Content;
import io.amparo.eol.product.Announcement.EmittedReminder;
import io.amparo.events.DomainEvent;
import io.amparo.events.eol.EolEvent.EolNoticeDue;
import io.amparo.events.eol.EolEvent.EolReached;
import io.amparo.events.eol.EolEvent.EolRescheduled;
import io.amparo.events.product.ProductEvent.Release;
import io.amparo.events.product.ReleaseLine;
import io.amparo.events.product.ReleaseVersion;
import io.amparo.platform.web.ApiException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The cases of {@code cases/eol}: dates on which other products inform too late, twice or never. */
class EolCasesTest {
    private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");

    private static JsonNode read(String name) {
        try {
            return JsonMapper.shared().readTree(Files.readString(Path.of("src/test/resources/cases/eol", name + ".json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Tag("R10.4")
    @TestFactory
    Stream<DynamicTest> twelve_months_to_the_day() {
        return read("eol-02-twelve-months-to-the-day").path("cases").valueStream().map(row -> dynamicTest(row.toString(), () -> {
            var approvedAt = row.has("approvedAt")
                    ? OffsetDateTime.parse(row.path("approvedAt").asString()).atZoneSameInstant(SAO_PAULO)
                    : noon(day(row, "approvedOn"));
            // A draft of a day before, on which the notice is long enough: only the approval decides.
            var draftedAt = row.has("draftedAt")
                    ? OffsetDateTime.parse(row.path("draftedAt").asString()).atZoneSameInstant(SAO_PAULO)
                    : approvedAt.minusMonths(2);
            var drafted = product().addDraft(draft("a", day(row, "endOfLife"), null), draftedAt).state();

            if (row.path("expect").asString().equals("taken"))
                assertThat(drafted.approve("a", "iara", approvedAt).state().endOfLife()).contains(day(row, "endOfLife"));
            else
                assertRefused(() -> drafted.approve("a", "iara", approvedAt));
        }));
    }

    @TestFactory
    Stream<DynamicTest> reminders_do_not_drift() {
        return read("eol-03-reminders-do-not-drift").path("cases").valueStream()
                .map(row -> dynamicTest(row.path("endOfLife").asString(), () -> {
                    var end = day(row, "endOfLife");
                    var announced = announced(product(), "a", end, null, end.minusMonths(14));

                    assertThat(reminderDays(announced, end.minusMonths(14), end)).isEqualTo(days(row.path("reminders")));
                }));
    }

    @Tag("R10.6")
    @Test
    void date_moved_later_after_two_reminders_then_earlier() {
        var steps = read("eol-04-date-moved").path("steps");
        var later = steps.path(0);
        var first = announced(product(), "a", LocalDate.of(2028, 6, 30), null, LocalDate.of(2027, 6, 1));
        var sent = first.emitDueEvents(noon(LocalDate.of(2027, 6, 30))).state().emitDueEvents(noon(LocalDate.of(2027, 9, 30)))
                .state();
        var movedOn = noon(day(later, "on"));
        var moved = sent.addDraftOfDate("a", draft("b", day(later, "endOfLife"), null), movedOn).state().approve("b", "iara",
                movedOn);

        assertThat(moved.events()).filteredOn(EolRescheduled.class::isInstance)
                .hasSize(later.at("/expect/toldOfTheChange").asInt());
        assertThat(moved.state().effectiveAnnouncement().orElseThrow().requireApproval().noticeFrom()).isEqualTo("2027-06-01");
        var days = reminderDays(moved.state(), day(later, "on"), day(later, "endOfLife"));
        assertThat(days).isEqualTo(days(later.at("/expect/nextReminders")));
        later.at("/expect/noneOnTheOldDates").forEach(old -> assertThat(days).doesNotContainValue(old.asString()));
        assertThat(moved.state().approvedAnnouncements()).extracting(Announcement::id).containsExactly("a", "b");

        var earlier = steps.path(1);
        assertThat(earlier.at("/expect/refusedWithoutJustification").asBoolean()).isTrue();
        var earlierOn = noon(day(earlier, "on"));
        assertRefused(() -> moved.state().addDraftOfDate("b", draft("c", day(earlier, "endOfLife"), null), earlierOn));
        var justified = moved.state().addDraftOfDate("b", draft("c", day(earlier, "endOfLife"), "A flaw"), earlierOn).state()
                .approve("c", "iara", earlierOn).state();
        assertThat(justified.effectiveAnnouncement().orElseThrow().requireApproval().noticeFrom()).isEqualTo("2027-11-15");
        assertThat(justified.effectiveAnnouncement().orElseThrow().requireApproval().shortNotice()).isTrue();
    }

    @Tag("R10.6")
    @Test
    void what_fell_due_during_a_long_downtime_is_emitted_once() {
        var expected = read("eol-07-after-a-long-downtime").path("expect");
        var end = LocalDate.of(2028, 6, 30);
        var product = announced(product(), "a", end, null, LocalDate.of(2027, 6, 1));
        for (var day : List.of(LocalDate.of(2027, 6, 30), LocalDate.of(2027, 9, 30)))
            product = product.emitDueEvents(noon(day)).state();

        var started = product.emitDueEvents(LocalDate.of(2028, 6, 1).atTime(10, 0).atZone(SAO_PAULO));

        assertThat(started.events()).singleElement().isInstanceOfSatisfying(EolNoticeDue.class, due -> {
            assertThat(due.notice()).isEqualTo("P1M");
            assertThat(due.daysLeft()).isEqualTo(29);
            assertThat(due.covers()).containsExactly("P6M", "P3M");
            assertThat(due.noticeAt()).isEqualTo(Instant.parse("2028-05-30T03:00:00Z"));
        });
        assertThat(started.state().effectiveAnnouncement().orElseThrow().requireApproval().emittedReminders())
                .filteredOn(each -> each.coveredBy() == Reminder.P1M).extracting(EmittedReminder::reminder)
                .containsExactly(Reminder.P6M, Reminder.P3M);
        var later = new LinkedHashMap<>(reminderDays(started.state(), LocalDate.of(2028, 6, 1), end));
        later.put("theDay", end.toString());
        assertThat(later).isEqualTo(days(expected.path("later")));
        assertThat(allEvents(started.state(), LocalDate.of(2028, 6, 1), end)).last().isInstanceOfSatisfying(EolReached.class,
                reached -> assertThat(reached.covers()).isEmpty());
    }

    @Test
    void a_downtime_beyond_the_end_is_one_event() {
        var product = announced(product(), "a", LocalDate.of(2028, 6, 30), null, LocalDate.of(2027, 6, 1));

        assertThat(product.emitDueEvents(noon(LocalDate.of(2028, 7, 5))).events()).singleElement().isInstanceOfSatisfying(
                EolReached.class,
                reached -> assertThat(reached.covers()).containsExactly("P12M", "P9M", "P6M", "P3M", "P1M", "P1W"));
    }

    @Tag("R5.1")
    @Test
    void minor_ten_is_newer_than_minor_nine() {
        var expected = read("eol-08-minor-ten").path("expect");
        var today = LocalDate.of(2027, 1, 4);
        var nine = description("9.2", "9.9", "9.10");
        var eight = description("8.2", "8.9", "8.10");

        assertThat(nine.newestOn(today)).map(Release::version).contains(expected.at("/newest/opmon-9").asString());
        assertThat(eight.newestOn(today)).map(Release::version).contains(expected.at("/newest/opmon-8").asString());
        assertThat(nine.releases().reversed()).extracting(Release::version)
                .isEqualTo(expected.path("order").valueStream().map(JsonNode::asString).toList());
        var line = ReleaseLine.on(today, Map.of("opmon-9", nine.datedVersions(), "opmon-8", eight.datedVersions()));
        for (var decision : expected.path("decisions")) {
            var version = ReleaseVersion.parse(decision.path("version").asString()).orElseThrow();
            assertThat(line.supports(version)).as(decision.toString())
                    .isEqualTo(decision.path("expect").asString().startsWith("GRANTED"));
            assertThat(line.isOutdated(version)).isEqualTo(version.major() == 8);
        }
    }

    private static List<DomainEvent> allEvents(Product product, LocalDate after, LocalDate until) {
        var events = new ArrayList<DomainEvent>();
        for (var day = after.plusDays(1); !day.isAfter(until); day = day.plusDays(1)) {
            var change = product.emitDueEvents(noon(day));
            events.addAll(change.events());
            product = change.state();
        }
        return events;
    }

    /** Returns the days on which reminders are emitted, if the service looks each day. */
    private static Map<String, String> reminderDays(Product product, LocalDate after, LocalDate until) {
        var days = new LinkedHashMap<String, String>();
        for (var day = after.plusDays(1); !day.isAfter(until); day = day.plusDays(1)) {
            var change = product.emitDueEvents(noon(day));
            for (var event : change.events()) if (event instanceof EolNoticeDue due) days.put(due.notice(), day.toString());
            product = change.state();
        }
        return days;
    }

    private static Map<String, String> days(JsonNode node) {
        var days = new LinkedHashMap<String, String>();
        node.forEachEntry((name, day) -> days.put(name, day.asString()));
        return days;
    }

    private static LocalDate day(JsonNode node, String field) {
        return LocalDate.parse(node.path(field).asString());
    }

    private static Product product() {
        return Product.register("opmon-8", description("8.9"), noon(LocalDate.of(2026, 1, 1))).state();
    }

    private static Description description(String... versions) {
        return new Description("OpMon", "opmon",
                Stream.of(versions).map(version -> new Release(version, LocalDate.of(2025, 1, 6))).toList(), List.of(), null,
                null);
    }

    private static Product announced(Product product, String id, LocalDate end, @Nullable String justification, LocalDate on) {
        return product.addDraft(draft(id, end, justification), noon(on)).state().approve(id, "iara", noon(on)).state();
    }

    private static Announcement draft(String id, LocalDate end, @Nullable String justification) {
        return Announcement.draft(id, new Content(end, "Its platform ends", null, null, justification), "heitor", Instant.EPOCH);
    }

    private static void assertRefused(Runnable command) {
        assertThatThrownBy(command::run).isInstanceOfSatisfying(ApiException.class,
                refused -> assertThat(refused.code()).isEqualTo("short-notice-needs-justification"));
    }

    private static ZonedDateTime noon(LocalDate day) {
        return day.atTime(12, 0).atZone(SAO_PAULO);
    }
}
