package io.amparo.eol.product;

import io.amparo.events.product.ProductEvent.Release;
import io.amparo.events.product.ReleaseLine.DatedVersion;
import io.amparo.events.product.ReleaseVersion;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The description of a product in the catalogue; a product manager changes it without a second person. It has no end of life.
 *
 * @param line product line within which versions are compared: OpMon 8 and OpMon 9 belong to one line
 * @param successor id of the product that replaces it, as long as no announcement names another one
 */
record Description(String name, String line, List<Release> releases, List<LifecycleDate> lifecycle, @Nullable String successor,
        @Nullable String migrationPath) {
    Description {
        releases = releases.stream().sorted(Comparator.comparing(Description::version)).toList();
        lifecycle = lifecycle.stream().sorted(Comparator.comparing(LifecycleDate::phase)).toList();
    }

    static ReleaseVersion version(Release release) {
        return ReleaseVersion.parse(release.version()).orElseThrow();
    }

    /** Returns the versions with the first day on which they count. */
    List<DatedVersion> datedVersions() {
        return releases.stream().map(release -> new DatedVersion(version(release), release.releasedOn())).toList();
    }

    Optional<Release> release(String version) {
        return releases.stream().filter(each -> each.version().equals(version)).findFirst();
    }

    /** Returns the newest release that is generally available on this day, by number: 9.10 is newer than 9.9. */
    Optional<Release> newestOn(LocalDate day) {
        return releases.reversed().stream().filter(release -> !release.releasedOn().isAfter(day)).findFirst();
    }

    /** Returns whether this release is the newest of its major on this day. */
    boolean isNewestOfMajor(Release release, LocalDate day) {
        var version = version(release);
        return releases.stream().filter(other -> !other.releasedOn().isAfter(day)).map(Description::version)
                .noneMatch(other -> other.major() == version.major() && other.compareTo(version) > 0);
    }

    /** Returns a release that is not available before the end of life, if there is one: there is none after it (R10.2). */
    Optional<Release> releaseFrom(LocalDate endOfLife) {
        return releases.stream().filter(release -> !release.releasedOn().isBefore(endOfLife)).findFirst();
    }

    /** Returns a fixed date of this description that another one moves or leaves out, if there is one. */
    Optional<LifecycleDate> fixedDateMissingIn(Description other) {
        return lifecycle.stream().filter(LifecycleDate::isFixed).filter(date -> !other.lifecycle.contains(date)).findFirst();
    }
}
