package io.amparo.eol.product;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** Time as the vendor counts it: a day begins in the vendor's zone, wherever the customers are. */
record VendorClock(Clock clock, ZoneId zone) {

    ZonedDateTime now() {
        return clock.instant().atZone(zone);
    }

    LocalDate today() {
        return now().toLocalDate();
    }
}
