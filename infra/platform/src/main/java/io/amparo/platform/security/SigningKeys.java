package io.amparo.platform.security;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSetBasedJWKSource;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import io.amparo.platform.LogInterval;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys with which the issuer signs tokens. They are read again at the end of their life, and at once for a token with an
 * unknown key, but at most twice per interval. While the issuer does not answer, the last keys stay for a limited time.
 */
final class SigningKeys implements JWKSource<SecurityContext>, Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);
    /** Longer than one attempt to read the configuration and the keys. */
    private static final Duration REFRESH_TIMEOUT = Duration.ofSeconds(8);

    private final LogInterval outage = new LogInterval();
    private final JWKSetSource<SecurityContext> keys;

    SigningKeys(JWKSetSource<SecurityContext> issuer, SigningKeyProperties settings) {
        var source = JWKSourceBuilder.create(issuer).cache(settings.refresh().toMillis(), REFRESH_TIMEOUT.toMillis())
                // Each process reads keys only for a request: a refresh in the background needs a thread and hides failures.
                .refreshAheadCache(false).rateLimited(settings.minFetchInterval().toMillis())
                .outageTolerant(settings.keepDuringOutage().toMillis(), event -> logOutage(settings)).build();
        keys = ((JWKSetBasedJWKSource<SecurityContext>) source).getJWKSetSource();
    }

    @Override
    public List<JWK> get(JWKSelector selector, SecurityContext context) throws KeySourceException {
        long now = System.currentTimeMillis();
        var known = keys.getJWKSet(JWKSetCacheRefreshEvaluator.noRefresh(), now, context);
        var selected = selector.select(known);
        if (!selected.isEmpty()) return selected;
        try {
            return selector.select(keys.getJWKSet(JWKSetCacheRefreshEvaluator.referenceComparison(known), now, context));
        } catch (RateLimitReachedException alreadyRead) {
            // The keys are younger than the interval. The token is invalid (401) until proven otherwise.
            return List.of();
        }
    }

    private void logOutage(SigningKeyProperties settings) {
        if (outage.isDue())
            LOG.warn("Keys of the issuer cannot be read; the last ones are used until they are {} old, also withdrawn ones",
                    settings.keepDuringOutage());
    }

    @Override
    public void close() throws IOException {
        keys.close();
    }
}
