package io.amparo.eol.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.eol.product.CatalogueProduct;
import io.amparo.platform.VendorClock;
import io.amparo.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CatalogueReadingsTest {
    private static final Instant NOON = Instant.parse("2026-12-01T15:00:00Z");

    private final SettableClock clock = new SettableClock(NOON);
    private final AtomicInteger reads = new AtomicInteger();
    private final CatalogueReadings readings = new CatalogueReadings(this::read,
            new VendorClock(clock, ZoneId.of("America/Sao_Paulo")), Duration.ofSeconds(10));

    private List<CatalogueProduct> read(LocalDate day) {
        reads.incrementAndGet();
        return List.of(new CatalogueProduct("opmon-9", day.toString(), "opmon", List.of(), null, List.of(), NOON));
    }

    @Test
    void one_reading_serves_all_readers_for_its_time() {
        for (int i = 0; i < 1_000; i++) readings.current();
        clock.advance(Duration.ofMillis(9_999));
        assertThat(readings.current().day()).isEqualTo("2026-12-01");
        assertThat(reads).hasValue(1);

        clock.advance(Duration.ofMillis(1));
        readings.current();
        assertThat(reads).hasValue(2);
    }

    @Test
    void a_body_is_written_once_for_a_reading_and_a_name() {
        var reading = readings.current();
        var written = new AtomicInteger();
        for (int i = 0; i < 100; i++) reading.rendered("ics/en", () -> "text " + written.incrementAndGet());

        assertThat(reading.rendered("ics/en", () -> "other").body()).isEqualTo("text 1");
        assertThat(reading.rendered("ics/es", () -> "other").etag()).isNotEqualTo(reading.rendered("ics/en", () -> "").etag());
    }
}
