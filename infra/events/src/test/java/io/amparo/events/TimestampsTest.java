package io.amparo.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimestampsTest {

    @Test
    void instants_are_formatted_like_java_time_and_parsed_back() {
        var random = new Random(7);
        for (int n = 0; n < 10_000; n++) {
            int nano = switch (n % 4) {
                case 0 -> 0;
                case 1 -> random.nextInt(1_000) * 1_000_000;
                case 2 -> random.nextInt(1_000_000) * 1_000;
                default -> random.nextInt(1_000_000_000);
            };
            var at = Instant.ofEpochSecond(random.nextLong(-2_208_988_800L, 253_402_300_799L), nano);

            assertThat(Timestamps.text(at)).isEqualTo(at.toString());
            assertThat(Timestamps.parse(at.toString())).isEqualTo(at);
        }
    }

    @Test
    void equivalent_offsets_and_formats_parse_to_the_same_instant() {
        var noon = Instant.parse("2026-07-20T12:00:00Z");
        for (var text : List.of("2026-07-20T12:00:00Z", "2026-07-20T12:00:00.000Z", "2026-07-20T09:00:00-03:00",
                "2026-07-20t12:00:00z", "2026-07-20T17:45:00+05:45", "2026-07-20T12:00Z", "2026-07-20T12:00:00.000000000Z"))
            assertThat(Timestamps.parse(text)).as(text).isEqualTo(noon);
    }

    @Test
    void invalid_instants_are_rejected() {
        for (var invalid : List.of("", "yesterday", "2026-07-20", "2026-02-30T12:00:00Z", "2026-07-20T12:00:00", "1784548800"))
            assertThatExceptionOfType(DateTimeException.class).as(invalid).isThrownBy(() -> Timestamps.parse(invalid));
    }
}
