package io.amparo.eol.product;

import io.amparo.eol.product.ProductController.LifecycleDateRequest;
import io.amparo.eol.product.ProductController.ReleaseRequest;
import io.amparo.events.Vocabulary.LifecycleBasis;
import io.amparo.events.Vocabulary.LifecyclePhase;
import io.amparo.events.product.ProductEvent.Release;
import io.amparo.events.product.ReleaseVersion;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.ApiException.FieldError;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the description of a product from a request, and checks what a shape cannot express: all errors in one answer. */
final class DescriptionReader {
    private static final String VERSION_EXAMPLE = "9.2";
    private static final int MAX_OFFSET_MONTHS = 600;
    private static final int MAX_OFFSET_DAYS = 3_660;

    private final List<FieldError> errors = new ArrayList<>();

    /** @throws ApiException 422 with each invalid field */
    Description read(String id, String name, String line, List<ReleaseRequest> releases,
            @Nullable List<LifecycleDateRequest> lifecycle, @Nullable String successor, @Nullable String migrationPath) {
        var versions = releases(releases);
        var dates = lifecycleDates(lifecycle == null ? List.of() : lifecycle);
        if (id.equals(stripToNull(successor))) errors.add(new FieldError("successor", "own-successor"));
        if (!errors.isEmpty()) throw ApiException.invalid(errors);
        return new Description(name, line, versions, dates, stripToNull(successor), stripToNull(migrationPath));
    }

    private List<Release> releases(List<ReleaseRequest> requests) {
        var releases = new ArrayList<Release>();
        for (int i = 0; i < requests.size(); i++) {
            var request = requests.get(i);
            version("releases[" + i + "].version", request.version())
                    .ifPresent(version -> releases.add(new Release(version, request.releasedOn())));
        }
        if (releases.stream().map(Release::version).distinct().count() < releases.size())
            errors.add(new FieldError("releases", "duplicate-release"));
        return releases;
    }

    private Optional<String> version(String path, String text) {
        var version = ReleaseVersion.parse(text).map(ReleaseVersion::toString);
        if (version.isEmpty()) errors.add(new FieldError(path, "no-version", VERSION_EXAMPLE));
        return version;
    }

    private List<LifecycleDate> lifecycleDates(List<LifecycleDateRequest> requests) {
        var dates = new ArrayList<LifecycleDate>();
        var phases = new HashSet<LifecyclePhase>();
        for (int i = 0; i < requests.size(); i++) {
            var path = "lifecycle[" + i + "]";
            var request = requests.get(i);
            if (!phases.add(request.phase())) errors.add(new FieldError(path + ".phase", "duplicate-phase"));
            if (request.phase() == LifecyclePhase.END_OF_LIFE && request.basis() != LifecycleBasis.ESTIMATED
                    && request.basis() != LifecycleBasis.RELATIVE)
                errors.add(new FieldError(path + ".basis", "end-of-life-is-announced"));
            dates.add(request.basis() == LifecycleBasis.RELATIVE ? relative(path, request) : dated(path, request));
        }
        return dates;
    }

    private LifecycleDate dated(String path, LifecycleDateRequest request) {
        if (request.day() == null) errors.add(new FieldError(path + ".day", "required"));
        if (request.release() != null) errors.add(new FieldError(path + ".release", "only-relative"));
        if (request.offset() != null) errors.add(new FieldError(path + ".offset", "only-relative"));
        return new LifecycleDate(request.phase(), request.basis(), request.day(), null, null);
    }

    private LifecycleDate relative(String path, LifecycleDateRequest request) {
        if (request.day() != null) errors.add(new FieldError(path + ".day", "not-relative"));
        String release = null;
        if (request.release() == null)
            errors.add(new FieldError(path + ".release", "required"));
        else
            release = version(path + ".release", request.release()).orElse(null);
        return new LifecycleDate(request.phase(), request.basis(), null, release, offset(path + ".offset", request.offset()));
    }

    private @Nullable Period offset(String path, @Nullable String text) {
        try {
            var period = text == null ? null : Period.parse(text).normalized();
            if (period != null && !period.isNegative() && period.toTotalMonths() <= MAX_OFFSET_MONTHS
                    && period.getDays() <= MAX_OFFSET_DAYS)
                return period;
        } catch (DateTimeException | ArithmeticException invalid) {
            // The answer names the field.
        }
        errors.add(new FieldError(path, text == null ? "required" : "no-period", "P6M"));
        return null;
    }

    static @Nullable String stripToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
