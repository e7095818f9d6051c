package io.amparo.sla.quote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.amparo.events.product.ReleaseLine;
import io.amparo.events.product.ReleaseLine.DatedVersion;
import io.amparo.events.product.ReleaseVersion;
import io.amparo.platform.web.ApiException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("R5.1")
class SupportedVersionValidatorTest {
    private static final LocalDate RELEASED = LocalDate.of(2026, 1, 5);
    private static final Map<String, List<DatedVersion>> OPMON = Map.of("opmon-8", released("8.8", "8.9"), "opmon-9",
            released("9.0", "9.2"));
    private static final Instant NOON = Instant.parse("2026-11-20T15:00:00Z");

    private final SupportedVersionValidator validator = new SupportedVersionValidator(
            (product, day) -> ReleaseLine.on(day, OPMON.containsKey(product) ? OPMON : Map.of()), ZoneId.of("America/Sao_Paulo"));

    private static List<DatedVersion> released(String... versions) {
        return Stream.of(versions).map(version -> new DatedVersion(ReleaseVersion.parse(version).orElseThrow(), RELEASED))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"INCIDENT, opmon-77, 1.0, 422, product", "INCIDENT, opmon-77, '', 422, product",
            "INCIDENT, '', 9.2, 422, product", "QUESTION, opmon-8, 9.2, 422, version", "CONSULTANCY, opmon-9, 9.77, 422, version",
            "INCIDENT, opmon-9, newest, 422, version", "INCIDENT, opmon-8, 8.8, 403, ''"})
    void unknown_version_is_a_422_and_an_unsupported_one_a_403(String kind, String product, String version, int status,
            String field) {
        var e = catchThrowableOfType(ApiException.class, () -> validator.validate(kind, product, version, NOON));
        assertThat(e.status().value()).isEqualTo(status);
        assertThat(e.errors()).extracting(ApiException.FieldError::field).isEqualTo(field.isEmpty() ? List.of() : List.of(field));
        assertThat(e.alternatives()).hasSize(status == 403 ? 2 : 0);
    }

    @ParameterizedTest
    @CsvSource({"INCIDENT, '', ''", "INCIDENT, opmon-8, ''", "INCIDENT, opmon-8, 8.9.3", "INCIDENT, opmon-9, 9.0",
            "SERVICE_REQUEST, opmon-8, 8.8"})
    void supported_version_is_accepted(String kind, String product, String version) {
        assertThatCode(() -> validator.validate(kind, product, version, NOON)).doesNotThrowAnyException();
    }

    @Test
    void release_counts_from_its_day_in_the_vendors_zone() {
        var dayBefore = Instant.parse("2026-01-05T02:59:59Z");
        assertThat(catchThrowableOfType(ApiException.class, () -> validator.validate("INCIDENT", "opmon-9", "9.2", dayBefore))
                .status().value()).isEqualTo(422);
        assertThatCode(() -> validator.validate("INCIDENT", "opmon-9", "9.2", dayBefore.plusSeconds(1)))
                .doesNotThrowAnyException();
    }
}
