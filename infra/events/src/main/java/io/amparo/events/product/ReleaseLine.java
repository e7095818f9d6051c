package io.amparo.events.product;

import static java.util.Comparator.naturalOrder;
import static java.util.stream.Collectors.toMap;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

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

    private final Map<String, List<ReleaseVersion>> versionsByProduct;

    private ReleaseLine(Map<String, List<ReleaseVersion>> versionsByProduct) {
        this.versionsByProduct = versionsByProduct;
    }

    /**
     * @param releasesByProduct all releases of all products of the line; empty for an unknown product
     * @param day releases of later days do not count
     */
    public static ReleaseLine on(LocalDate day, Map<String, List<DatedVersion>> releasesByProduct) {
        return new ReleaseLine(releasesByProduct.entrySet().stream().collect(toMap(Map.Entry::getKey, product -> product
                .getValue().stream().filter(release -> !release.releasedOn().isAfter(day)).map(DatedVersion::version).toList())));
    }

    /** Returns why no installation can have this product: it is not in the catalogue. */
    public Optional<UnknownRelease> findUnknown(String productId) {
        return versionsByProduct.containsKey(productId)
                ? Optional.empty()
                : Optional.of(new UnknownRelease("product", "unknown-product", List.of()));
    }

    /**
     * Returns why no installation can have this version of the product: the product is unknown or has no release, the text is not
     * a version, the product has no release of this major, or the version is above the newest released one.
     */
    public Optional<UnknownRelease> findUnknown(String productId, String version) {
        return findUnknown(productId).or(() -> findUnknown(versionsByProduct.get(productId), version));
    }

    private static Optional<UnknownRelease> findUnknown(List<ReleaseVersion> released, String text) {
        var newest = released.stream().max(naturalOrder()).orElse(null);
        if (newest == null) return unknownVersion("no-release");
        var version = ReleaseVersion.parse(text).orElse(null);
        if (version == null) return unknownVersion("no-version", newest);
        var newestMinor = newest(released.stream(), version.major()).orElse(null);
        if (newestMinor == null) return unknownVersion("other-major", newest);
        return version.compareMinor(newestMinor) > 0 ? unknownVersion("not-released", newestMinor) : Optional.empty();
    }

    private static Optional<UnknownRelease> unknownVersion(String code, ReleaseVersion... newest) {
        return Optional
                .of(new UnknownRelease("version", code, Arrays.stream(newest).map(ReleaseVersion::majorAndMinor).toList()));
    }

    /** Returns whether a known version is supported: the newest minor of its major, or any minor of the newest major. */
    public boolean supports(ReleaseVersion version) {
        return !isOutdated(version) || newestOf(version.major()).filter(newest -> version.compareMinor(newest) >= 0).isPresent();
    }

    /** Returns whether there is a newer major version in the line (R9.C5). */
    public boolean isOutdated(ReleaseVersion version) {
        return newest().filter(newest -> version.major() < newest.major()).isPresent();
    }

    public Optional<ReleaseVersion> newest() {
        return versions().max(naturalOrder());
    }

    public Optional<ReleaseVersion> newestOf(int major) {
        return newest(versions(), major);
    }

    /** Returns the product of the line that has releases of this major version. */
    public Optional<String> productOf(int major) {
        return versionsByProduct.entrySet().stream().filter(product -> product.getValue().stream().anyMatch(isOf(major)))
                .map(Map.Entry::getKey).min(naturalOrder());
    }

    private Stream<ReleaseVersion> versions() {
        return versionsByProduct.values().stream().flatMap(List::stream);
    }

    private static Optional<ReleaseVersion> newest(Stream<ReleaseVersion> versions, int major) {
        return versions.filter(isOf(major)).max(naturalOrder());
    }

    private static Predicate<ReleaseVersion> isOf(int major) {
        return version -> version.major() == major;
    }
}
