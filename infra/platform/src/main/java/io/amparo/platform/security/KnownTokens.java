package io.amparo.platform.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.InstantSource;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * Caches up to 1,000 valid tokens until they expire. A caller sends the same token many times, and checking its signature costs
 * more than everything else before the controller. Invalid tokens are not cached.
 */
final class KnownTokens implements JwtDecoder {
    private static final int MOST = 1_000;

    private final JwtDecoder decoder;
    private final InstantSource clock;
    private final Cache<String, Jwt> known = Caffeine.newBuilder().maximumSize(MOST).build();

    KnownTokens(JwtDecoder decoder, InstantSource clock) {
        this.decoder = decoder;
        this.clock = clock;
    }

    @Override
    public Jwt decode(String token) {
        var seen = known.getIfPresent(token);
        // The expiry is checked on the token: expiry in the cache is less exact.
        if (seen != null && !expired(seen)) return seen;
        var fresh = decoder.decode(token);
        if (!expired(fresh)) known.put(token, fresh);
        return fresh;
    }

    long count() {
        known.cleanUp();
        return known.estimatedSize();
    }

    private boolean expired(Jwt token) {
        var end = token.getExpiresAt();
        return end == null || !end.isAfter(clock.instant());
    }
}
