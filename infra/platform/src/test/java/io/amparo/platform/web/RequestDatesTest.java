package io.amparo.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class RequestDatesTest {
    private static final JsonMapper JSON = JsonMapper.builder().addModule(RequestDates.module()).build();

    record Body(LocalDate day, Instant at) {}

    @ParameterizedTest
    @ValueSource(strings = {"{\"day\":\"+999999999-12-31\"}", "{\"day\":\"+10000-01-01\"}", "{\"day\":\"-0001-12-31\"}",
            "{\"at\":\"+1000000000-12-31T23:59:59.999999999Z\"}", "{\"at\":\"-1000000000-01-01T00:00:00Z\"}",
            "{\"at\":\"+10000-01-01T00:00:00Z\"}"})
    void date_outside_four_digit_years_is_refused_with_its_field(String body) {
        assertThatThrownBy(() -> JSON.readValue(body, Body.class)).isInstanceOfSatisfying(InvalidValueException.class,
                e -> assertThat(RequestErrors.path(e)).isEqualTo(body.substring(2, body.indexOf(':') - 1)));
    }

    @Test
    void other_dates_and_null_are_read() {
        assertThat(JSON.readValue("{\"day\":\"9999-12-31\",\"at\":\"0001-01-01T00:00:00Z\"}", Body.class))
                .isEqualTo(new Body(LocalDate.of(9999, 12, 31), Instant.parse("0001-01-01T00:00:00Z")));
        assertThat(JSON.readValue("{\"day\":null,\"at\":\"2026-01-01T00:00:00-03:00\"}", Body.class))
                .isEqualTo(new Body(null, Instant.parse("2026-01-01T03:00:00Z")));
    }
}
