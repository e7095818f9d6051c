package io.amparo.ticket.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("R1.3")
class TicketNumberTest {

    @ParameterizedTest
    @CsvSource({"T-2026-000123,true", "T-2026-999999,true", "T-2026-1000000,true", "T-2026-0100000,false", "T-2026-123,false",
            "t-2026-000123,false", "T-26-000123,false", "T-2026-1234567890123,false"})
    void numbers_have_a_year_and_at_least_six_digits(String text, boolean isValid) {
        assertThat(TicketNumber.isValid(text)).isEqualTo(isValid);
    }

    @Test
    void sort_keys_order_tickets_also_beyond_a_million_a_year() {
        var ordinals = LongStream.of(1, 999_998, 999_999, 1_000_000, 1_000_001, 9_999_999, 10_000_000, 123_456_789_012L);
        var numbers = ordinals.boxed().flatMap(ordinal -> Stream.of(2026, 2027).map(year -> new TicketNumber(year, ordinal)))
                .sorted(Comparator.comparing(TicketNumber::year).thenComparing(TicketNumber::ordinal)).map(TicketNumber::toString)
                .toList();
        var shuffled = new ArrayList<>(numbers);
        Collections.shuffle(shuffled, new Random(1));

        assertThat(shuffled.stream().map(TicketNumber::sortKey).sorted().map(TicketNumber::ofSortKey)).isEqualTo(numbers);
        assertThat(TicketNumber.sortKey("T-2026-000123")).as("key of an older build").isEqualTo("T-2026-000123");
    }

    @Test
    void the_year_of_a_number_begins_in_the_zone_of_the_vendor() {
        var last = new AtomicLong();
        var newYear = Instant.parse("2027-01-01T02:59:59Z");

        assertThat(new TicketNumbers(() -> ZoneId.of("America/Sao_Paulo"), _ -> last.incrementAndGet()).next(newYear))
                .isEqualTo("T-2026-000001");
        assertThat(
                new TicketNumbers(() -> ZoneId.of("America/Sao_Paulo"), _ -> last.incrementAndGet()).next(newYear.plusSeconds(1)))
                .isEqualTo("T-2027-000002");
        assertThat(new TicketNumbers(() -> ZoneOffset.UTC, _ -> 1_000_000).next(newYear)).isEqualTo("T-2027-1000000");
        assertThatThrownBy(() -> new TicketNumber(2026, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
