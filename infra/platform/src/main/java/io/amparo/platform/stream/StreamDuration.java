package io.amparo.platform.stream;

import io.amparo.platform.web.ApiException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/** How long a stream may last: until its token expires, a day at most, or as long as the reader wants. */
public final class StreamDuration {
    private static final Duration MAX = Duration.ofDays(1);

    private StreamDuration() {}

    /** @throws ApiException 422 if {@code requested} is negative or longer than a day */
    public static Duration of(@Nullable Duration requested, Jwt token, Instant now) {
        if (requested != null && requested.isNegative()) throw ApiException.invalid("for", "positive");
        if (requested != null && requested.compareTo(MAX) > 0) throw ApiException.invalid("for", "at-most-a-day");
        var untilExpiry = token.getExpiresAt() == null ? MAX : Duration.between(now, token.getExpiresAt());
        return requested == null || requested.compareTo(untilExpiry) > 0 ? untilExpiry : requested;
    }
}
