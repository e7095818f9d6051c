package io.amparo.entitlement.catalogue;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Major and minor number of a release, for the comparison of R5.1: {@code 9.2} is minor 2 of major 9. The rest of the version is
 * ignored.
 */
public record Version(int major, int minor) {
    private static final Pattern PATTERN = Pattern.compile("v?(\\d{1,6})\\.(\\d{1,6})(?:[.\\-+ ].*)?", Pattern.CASE_INSENSITIVE);

    public static Optional<Version> parse(String text) {
        var matcher = PATTERN.matcher(text.strip());
        return matcher.matches()
                ? Optional.of(new Version(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
