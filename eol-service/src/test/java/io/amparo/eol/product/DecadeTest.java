package io.amparo.eol.product;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.eol.product.Announcement.Content;
import io.amparo.events.DomainEvent;
import io.amparo.events.eol.EolEvent.EolAnnounced;
import io.amparo.events.eol.EolEvent.EolNoticeDue;
import io.amparo.events.eol.EolEvent.EolReached;
import io.amparo.events.eol.EolEvent.EolRescheduled;
import io.amparo.events.product.ProductEvent.ProductChanged;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ten years of one product, day by day, with moved dates and downtimes. The oracle computes days by numbers, without java.time.
 */
class DecadeTest {
    private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");
    private static final LocalDate START = LocalDate.of(2027, 1, 1);
    private static final int DAYS = 3_653;
    private static final int[] LENGTHS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    /** What must be emitted, as {@code day name covered…}. */
    private static final class Oracle {
        private static final List<String> NAMES = List.of("P12M", "P9M", "P6M", "P3M", "P1M", "P1W", "P0D");
        private final List<String> expected = new ArrayList<>();
        private final List<String> open = new ArrayList<>();
        private LocalDate end = START;

        void approve(LocalDate today, LocalDate newEnd) {
            end = newEnd;
            open.clear();
            for (var name : NAMES) if (number(day(name)) > number(today.toString())) open.add(name);
        }

        void look(LocalDate today) {
            var due = open.stream().filter(name -> number(day(name)) <= number(today.toString())).toList();
            if (due.isEmpty()) return;
            open.removeAll(due);
            expected.add(today + " " + due.getLast() + " " + due.subList(0, due.size() - 1));
        }

        private String day(String name) {
            int year = end.getYear();
            int month = end.getMonthValue();
            int day = end.getDayOfMonth();
            switch (name) {
                case "P0D" -> {}
                case "P1W" -> {
                    day -= 7;
                    if (day < 1) {
                        month--;
                        if (month < 1) {
                            month = 12;
                            year--;
                        }
                        day += length(year, month);
                    }
                }
                default -> {
                    int months = year * 12 + month - 1 - Integer.parseInt(name.substring(1, name.length() - 1));
                    year = months / 12;
                    month = months % 12 + 1;
                    day = Math.min(day, length(year, month));
                }
            }
            return "%04d-%02d-%02d".formatted(year, month, day);
        }

        private static int length(int year, int month) {
            return month == 2 && (year % 4 == 0 && year % 100 != 0 || year % 400 == 0) ? 29 : LENGTHS[month - 1];
        }

        private static int number(String day) {
            return Integer.parseInt(day.replace("-", ""));
        }
    }

    @Tag("R10.4")
    @Tag("R10.6")
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void each_reminder_of_a_decade_is_emitted_once_or_covered(long seed) {
        var random = new Random(seed);
        var product = Product.register("p", new Description("P", "p", List.of(), List.of(), null, null), noon(START)).state();
        var oracle = new Oracle();
        var emitted = new ArrayList<String>();
        int approvals = 0;
        int announced = 0;
        int downUntil = 0;
        for (int day = 0; day < DAYS; day++) {
            var today = START.plusDays(day);
            if (random.nextInt(150) == 0) downUntil = day + random.nextInt(220);
            if (day < downUntil) continue;
            var looked = product.emitDueEvents(noon(today));
            product = looked.state();
            oracle.look(today);
            record(today, looked.events(), emitted);
            boolean reached = product.effectiveAnnouncement().filter(each -> each.state() == Announcement.State.REACHED)
                    .isPresent();
            if (reached || random.nextInt(approvals == 0 ? 60 : 300) != 0) continue;
            var end = today.plusDays(1 + random.nextInt(900));
            if (product.endOfLife().filter(end::equals).isPresent()) continue;
            var draft = Announcement.draft("a-" + approvals, new Content(end, "r", null, null, "j"), "heitor", Instant.EPOCH);
            var approved = product.addDraft(draft, noon(today)).state().approve(draft.id(), "iara", noon(today));
            product = approved.state();
            oracle.approve(today, end);
            approvals++;
            announced += (int) approved.events().stream()
                    .filter(event -> event instanceof EolAnnounced || event instanceof EolRescheduled).count();
        }

        assertThat(emitted).isEqualTo(oracle.expected);
        assertThat(announced).isEqualTo(approvals);
    }

    private static void record(LocalDate today, List<DomainEvent> events, List<String> emitted) {
        for (var event : events) switch (event) {
            case EolNoticeDue due -> emitted.add(today + " " + due.notice() + " " + due.covers());
            case EolReached reached -> emitted.add(today + " P0D " + reached.covers());
            case ProductChanged _ -> {}
            default -> emitted.add(today + " unexpected " + event);
        }
    }

    private static ZonedDateTime noon(LocalDate day) {
        return day.atTime(12, 0).atZone(SAO_PAULO);
    }
}
