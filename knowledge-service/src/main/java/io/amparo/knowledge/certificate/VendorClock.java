package io.amparo.knowledge.certificate;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** The time of the vendor: a certificate is issued, reminds and ends on the days of this zone. */
record VendorClock(Clock clock, ZoneId zone) {
    ZonedDateTime now() {
        return clock.instant().atZone(zone);
    }

    LocalDate today() {
        return now().toLocalDate();
    }
}
