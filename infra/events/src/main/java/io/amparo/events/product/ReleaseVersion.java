package io.amparo.events.product;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The version of a release: major and minor, optionally a patch and a build. Support depends on major and minor only:
 * {@code 9.2.1} is a {@code 9.2} (R5.1). A {@code v} in front is accepted and dropped. Leading zeros and suffixes are refused:
 * {@code 9.02} may mean another release than {@code 9.2}, and a {@code 9.2-rc1} is none.
 */
public record ReleaseVersion(int major, int minor, int patch, int build) implements Comparable<ReleaseVersion> {
    private static final String NUMBER = "(0|[1-9]\\d{0,8}+)";
    private static final Pattern PATTERN = Pattern
            .compile("[vV]?%s\\.%s(?:\\.%s(?:\\.%s)?)?".formatted(NUMBER, NUMBER, NUMBER, NUMBER));

    /** Returns empty if the text is not a version. */
    public static Optional<ReleaseVersion> parse(String text) {
        var matcher = PATTERN.matcher(text.strip());
        return matcher.matches()
                ? Optional.of(new ReleaseVersion(number(matcher.group(1)), number(matcher.group(2)), number(matcher.group(3)),
                        number(matcher.group(4))))
                : Optional.empty();
    }

    private static int number(String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    /** Compares major and minor as numbers, and ignores the rest. */
    public int compareMinor(ReleaseVersion other) {
        var byMajor = Integer.compare(major, other.major);
        return byMajor == 0 ? Integer.compare(minor, other.minor) : byMajor;
    }

    @Override
    public int compareTo(ReleaseVersion other) {
        var byMinor = compareMinor(other);
        if (byMinor != 0) return byMinor;
        var byPatch = Integer.compare(patch, other.patch);
        return byPatch == 0 ? Integer.compare(build, other.build) : byPatch;
    }

    /** Returns the shortest form: {@code 9.2} for {@code v9.2.0}. */
    @Override
    public String toString() {
        if (build > 0) return "%d.%d.%d.%d".formatted(major, minor, patch, build);
        return patch > 0 ? "%d.%d.%d".formatted(major, minor, patch) : majorAndMinor();
    }

    public String majorAndMinor() {
        return major + "." + minor;
    }
}
