package io.amparo.platform;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** The clock in the vendor's zone, where days begin, independent of the customers' zones. */
public record VendorClock(Clock clock, ZoneId zone) {

    public ZonedDateTime now() {
        return clock.instant().atZone(zone);
    }

    public LocalDate today() {
        return now().toLocalDate();
    }
}
