package io.amparo.platform.security;

import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * Remembers tokens that were found right, until they expire: a caller shows the same one many times, and checking its signature
 * costs more than all else that happens before a controller is reached. One that was found wrong is looked at anew each time.
 */
final class KnownTokens implements JwtDecoder {
    private static final int MOST = 1_000;

    private final JwtDecoder decoder;
    private final Clock clock;
    private final Map<String, Jwt> known = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Jwt> eldest) {
            return size() > MOST;
        }
    });

    KnownTokens(JwtDecoder decoder, Clock clock) {
        this.decoder = decoder;
        this.clock = clock;
    }

    @Override
    public Jwt decode(String token) {
        var seen = known.get(token);
        if (seen != null && !expired(seen)) return seen;
        known.remove(token);
        var fresh = decoder.decode(token);
        if (!expired(fresh)) known.put(token, fresh);
        return fresh;
    }

    private boolean expired(Jwt token) {
        var end = token.getExpiresAt();
        return end == null || !end.isAfter(clock.instant());
    }
}
