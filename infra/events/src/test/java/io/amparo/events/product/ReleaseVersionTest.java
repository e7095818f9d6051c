package io.amparo.events.product;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseVersionTest {

    private static ReleaseVersion version(String text) {
        return ReleaseVersion.parse(text).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"9.2, 9.2", "v9.2, 9.2", "' V9.2 ', 9.2", "9.2.0, 9.2", "9.2.1, 9.2.1", "9.2.1.0, 9.2.1", "9.2.0.4, 9.2.0.4",
            "0.1, 0.1", "2026.10, 2026.10", "999999999.0, 999999999.0"})
    void version_is_printed_in_its_shortest_form(String text, String printed) {
        assertThat(version(text)).hasToString(printed).isEqualTo(version(printed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "9", "9.", ".2", "9.02", "09.2", "9.2-rc1", "9.2+7", "9.2 beta", "9.2.1.0.1", "9,2", "-9.2",
            "9.x", "newest", "1000000000.0", "9.2\n9.3", "٩.٢"})
    void text_without_major_and_minor_number_is_no_version(String text) {
        assertThat(ReleaseVersion.parse(text)).isEmpty();
    }

    @Test
    void numbers_are_compared_as_numbers() {
        assertThat(version("9.10")).isGreaterThan(version("9.9"));
        assertThat(version("10.0")).isGreaterThan(version("9.99"));
        assertThat(version("9.2.10")).isGreaterThan(version("9.2.9"));
        assertThat(version("9.2.1.1")).isGreaterThan(version("9.2.1"));
        assertThat(version("9.2")).isEqualByComparingTo(version("9.2.0"));
    }

    @Test
    void patch_does_not_matter_for_support() {
        assertThat(version("9.2.1").compareMinor(version("9.2"))).isZero();
        assertThat(version("9.2").compareMinor(version("9.2.7.1"))).isZero();
        assertThat(version("9.10").compareMinor(version("9.9.9"))).isPositive();
        assertThat(version("9.2.1").majorAndMinor()).isEqualTo("9.2");
    }
}
