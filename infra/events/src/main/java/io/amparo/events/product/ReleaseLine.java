package io.amparo.events.product;

import static java.util.Comparator.naturalOrder;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The released versions of one product line, by product, and the rule which of them are supported (R5.1). Every service applies
 * the rule by this class, so that a decision, a ticket and a quote cannot differ.
 */
public final class ReleaseLine {

    /** A version and the first day on which it counts, in the vendor's zone. */
    public record DatedVersion(ReleaseVersion version, LocalDate releasedOn) {
        /** Returns empty if the text is not a version. */
        public static Optional<DatedVersion> parse(String version, LocalDate releasedOn) {
            return ReleaseVersion.parse(version).map(parsed -> new DatedVersion(parsed, releasedOn));
        }
    }

    /**
     * A product or version that no installation can have.
     *
     * @param field {@code product} or {@code version}
     * @param code code of the field error
     * @param details name the newest released version of the product, if there is one
     */
    public record UnknownRelease(String field, String code, List<String> details) {
        /** Reason code of a decision: {@code product-unknown} or {@code version-unknown}. */
        public String reasonCode() {
            return field + "-unknown";
        }
    }

    private final LocalDate day;
    private final Map<String, List<DatedVersion>> releasesByProduct;

    private ReleaseLine(LocalDate day, Map<String, List<DatedVersion>> releasesByProduct) {
        this.day = day;
        this.releasesByProduct = releasesByProduct;
    }

    /**
     * @param releasesByProduct all releases of all products of the line; empty for an unknown product
     * @param day releases of later days do not count
     */
    public static ReleaseLine on(LocalDate day, Map<String, List<DatedVersion>> releasesByProduct) {
        return new ReleaseLine(day, Map.copyOf(releasesByProduct));
    }

    /** Returns why no installation can have this product: it is not in the catalogue. */
    public Optional<UnknownRelease> findUnknown(String productId) {
        return releasesByProduct.containsKey(productId)
                ? Optional.empty()
                : Optional.of(new UnknownRelease("product", "unknown-product", List.of()));
    }

    /**
     * Returns why no installation can have this version of the product: the product is unknown or has no release, the text is not
     * a version, the product has no release of this major, or the version is above the newest released one.
     */
    public Optional<UnknownRelease> findUnknown(String productId, String version) {
        return findUnknown(productId, ReleaseVersion.parse(version));
    }

    /** @param version empty if the text is not a version */
    public Optional<UnknownRelease> findUnknown(String productId, Optional<ReleaseVersion> version) {
        var releases = releasesByProduct.get(productId);
        if (releases == null) return findUnknown(productId);
        var newest = newest(releases, null, null);
        if (newest == null) return unknownVersion("no-release");
        if (version.isEmpty()) return unknownVersion("no-version", newest);
        var newestMinor = newest(releases, version.get().major(), null);
        if (newestMinor == null) return unknownVersion("other-major", newest);
        return version.get().compareMinor(newestMinor) > 0 ? unknownVersion("not-released", newestMinor) : Optional.empty();
    }

    private static Optional<UnknownRelease> unknownVersion(String code, ReleaseVersion... newest) {
        return Optional
                .of(new UnknownRelease("version", code, Arrays.stream(newest).map(ReleaseVersion::majorAndMinor).toList()));
    }

    /**
     * Returns whether a known version is supported: the newest minor of its major, or any released minor of the newest major. A
     * 9.1 that never was a release is not supported because there is a 9.10.
     */
    public boolean supports(ReleaseVersion version) {
        return isOutdated(version)
                ? newestOf(version.major()).filter(newest -> version.compareMinor(newest) >= 0).isPresent()
                : isReleased(version);
    }

    private boolean isReleased(ReleaseVersion version) {
        for (var releases : releasesByProduct.values())
            for (var release : releases)
                if (release.version().compareMinor(version) == 0 && !release.releasedOn().isAfter(day)) return true;
        return false;
    }

    /** Returns whether there is a newer major version in the line (R9.C5). */
    public boolean isOutdated(ReleaseVersion version) {
        return newest().filter(newest -> version.major() < newest.major()).isPresent();
    }

    public Optional<ReleaseVersion> newest() {
        return newestOfLine(null);
    }

    public Optional<ReleaseVersion> newestOf(int major) {
        return newestOfLine(major);
    }

    private Optional<ReleaseVersion> newestOfLine(@Nullable Integer major) {
        ReleaseVersion newest = null;
        for (var releases : releasesByProduct.values()) newest = newest(releases, major, newest);
        return Optional.ofNullable(newest);
    }

    /** Returns the product of the line that has releases of this major version. */
    public Optional<String> productOf(int major) {
        return releasesByProduct.entrySet().stream().filter(product -> newest(product.getValue(), major, null) != null)
                .map(Map.Entry::getKey).min(naturalOrder());
    }

    /**
     * Returns the newest of these releases, or {@code known} if it is newer. A loop, because each decision asks several times.
     */
    private @Nullable ReleaseVersion newest(List<DatedVersion> releases, @Nullable Integer major,
            @Nullable ReleaseVersion known) {
        var newest = known;
        for (var release : releases) {
            var version = release.version();
            if ((major == null || version.major() == major) && !release.releasedOn().isAfter(day)
                    && (newest == null || version.compareTo(newest) > 0))
                newest = version;
        }
        return newest;
    }
}
