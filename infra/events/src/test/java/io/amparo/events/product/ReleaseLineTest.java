package io.amparo.events.product;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.product.ReleaseLine.DatedVersion;
import io.amparo.events.product.ReleaseLine.UnknownRelease;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseLineTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
    private static final ReleaseLine OPMON = ReleaseLine.on(TODAY, Map.of("opmon-9", released(TODAY, "9.0", "9.1.3", "9.2"),
            "opmon-8", released(TODAY, "8.8", "8.10", "8.9"), "opmon-10", released(TODAY.plusDays(1), "10.0")));

    private static List<DatedVersion> released(LocalDate day, String... versions) {
        return Arrays.stream(versions).map(version -> new DatedVersion(version(version), day)).toList();
    }

    private static ReleaseVersion version(String text) {
        return ReleaseVersion.parse(text).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"opmon-77, 1.0, product, unknown-product, ''", "opmon-8, 9.2, version, other-major, 8.10",
            "opmon-9, 9.77, version, not-released, 9.2", "opmon-9, 9.3.0, version, not-released, 9.2",
            "opmon-9, 8.10, version, other-major, 9.2", "opmon-8, 8.11, version, not-released, 8.10",
            "opmon-9, 10.0, version, other-major, 9.2", "opmon-10, 10.0, version, no-release, ''",
            "opmon-9, newest, version, no-version, 9.2", "opmon-9, '', version, no-version, 9.2",
            "opmon-9, 9, version, no-version, 9.2"})
    void version_that_no_installation_can_have_is_unknown(String product, String version, String field, String code,
            String newest) {
        assertThat(OPMON.findUnknown(product, version))
                .contains(new UnknownRelease(field, code, newest.isEmpty() ? List.of() : List.of(newest)));
    }

    @ParameterizedTest
    @CsvSource({"opmon-9, 9.2, true", "opmon-9, 9.2.7, true", "opmon-9, 9.0, true", "opmon-9, 9.1.9, true", "opmon-8, 8.10, true",
            "opmon-8, 8.10.1, true", "opmon-8, 8.9, false", "opmon-8, 8.8, false", "opmon-8, 8.0, false"})
    void newest_minor_of_a_major_and_every_minor_of_the_newest_major_is_supported(String product, String version,
            boolean supported) {
        assertThat(OPMON.findUnknown(product, version)).isEmpty();
        assertThat(OPMON.supports(version(version))).isEqualTo(supported);
        assertThat(OPMON.isOutdated(version(version))).isEqualTo(product.equals("opmon-8"));
    }

    @Test
    void minor_that_never_was_a_release_is_not_supported() {
        var line = ReleaseLine.on(TODAY, Map.of("opmon-9", released(TODAY, "9.2", "9.9", "9.10")));

        assertThat(line.supports(version("9.1"))).isFalse();
        assertThat(line.supports(version("9.2"))).isTrue();
        assertThat(line.newest()).contains(version("9.10"));
    }

    @Test
    void release_counts_from_its_day_on() {
        var releases = Map.of("opmon-9", released(TODAY, "9.2"), "opmon-10", released(TODAY.plusDays(1), "10.0"));

        assertThat(ReleaseLine.on(TODAY, releases).isOutdated(version("9.2"))).isFalse();
        assertThat(ReleaseLine.on(TODAY, releases).newest()).contains(version("9.2"));
        assertThat(ReleaseLine.on(TODAY.plusDays(1), releases).isOutdated(version("9.2"))).isTrue();
        assertThat(ReleaseLine.on(TODAY.plusDays(1), releases).findUnknown("opmon-10", "10.0")).isEmpty();
        assertThat(ReleaseLine.on(TODAY.minusDays(1), releases).findUnknown("opmon-9", "9.2")).map(UnknownRelease::code)
                .contains("no-release");
    }

    @Test
    void product_is_checked_without_a_version() {
        assertThat(OPMON.findUnknown("opmon-77")).map(UnknownRelease::reasonCode).contains("product-unknown");
        assertThat(OPMON.findUnknown("opmon-10")).isEmpty();
        assertThat(OPMON.findUnknown("opmon-8", "9.2")).map(UnknownRelease::reasonCode).contains("version-unknown");
    }
}
