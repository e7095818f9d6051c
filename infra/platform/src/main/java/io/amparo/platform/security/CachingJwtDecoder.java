package io.amparo.platform.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * Caches up to 1,000 valid tokens, until they expire and for a short time at most: then the signature is checked again with the
 * present keys of the issuer. A caller sends the same token many times, and checking its signature costs more than everything
 * else before the controller. Invalid tokens are not cached.
 */
final class CachingJwtDecoder implements JwtDecoder {
    private static final int MAX_SIZE = 1_000;

    private final JwtDecoder decoder;
    private final InstantSource clock;
    private final Cache<String, Jwt> cache;

    CachingJwtDecoder(JwtDecoder decoder, Duration recheck, InstantSource clock) {
        this(decoder, recheck, clock, Ticker.systemTicker());
    }

    /** @param ticker measures the age of a check; a clock may be set back */
    CachingJwtDecoder(JwtDecoder decoder, Duration recheck, InstantSource clock, Ticker ticker) {
        this.decoder = decoder;
        this.clock = clock;
        this.cache = Caffeine.newBuilder().maximumSize(MAX_SIZE).expireAfterWrite(recheck).ticker(ticker).build();
    }

    @Override
    public Jwt decode(String token) {
        var cached = cache.getIfPresent(token);
        // The expiry is checked on the token: expiry in the cache is less exact.
        if (cached != null && !expired(cached)) return cached;
        var decoded = decoder.decode(token);
        if (!expired(decoded)) cache.put(token, decoded);
        return decoded;
    }

    long size() {
        cache.cleanUp();
        return cache.estimatedSize();
    }

    private boolean expired(Jwt token) {
        var expiresAt = token.getExpiresAt();
        return expiresAt == null || !expiresAt.isAfter(clock.instant());
    }
}
