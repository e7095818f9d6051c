package io.amparo.platform.security;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.URLBasedJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the keys of the issuer at each call. Their address comes from the settings, or each time from the issuer's configuration
 * (OpenID Connect Discovery): an issuer that has moved its keys is followed without a restart.
 */
final class IssuerJwkSet implements JWKSetSource<SecurityContext> {
    private static final String CONFIGURATION = "/.well-known/openid-configuration";
    private static final int CONNECT_MILLIS = 1_000;
    private static final int READ_MILLIS = 2_000;
    private static final int MAX_BYTES = 100_000;

    // Follows no redirect from https to http.
    private final ResourceRetriever http = new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS, MAX_BYTES);
    private final String issuer;
    private final @Nullable URI jwkSetUri;

    /** @param jwkSetUri null if the configuration of the issuer names it */
    IssuerJwkSet(String issuer, @Nullable URI jwkSetUri) {
        this.issuer = issuer;
        this.jwkSetUri = jwkSetUri;
    }

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator ignored, long now, SecurityContext context) throws KeySourceException {
        try {
            var address = jwkSetUri == null ? discovered() : jwkSetUri;
            return new URLBasedJWKSetSource<>(address.toURL(), http).getJWKSet(ignored, now, context);
        } catch (IOException | ParseException | IllegalArgumentException e) {
            throw new JWKSetUnavailableException("The configuration of the issuer cannot be read: " + e.getMessage(), e);
        }
    }

    private URI discovered() throws IOException, ParseException, KeySourceException {
        var location = URI.create(issuer.replaceAll("/$", "") + CONFIGURATION).toURL();
        var configuration = JSONObjectUtils.parse(http.retrieveResource(location).getContent());
        var named = JSONObjectUtils.getString(configuration, "issuer");
        if (!issuer.equals(named)) throw new JWKSetUnavailableException("%s names another issuer: %s".formatted(location, named));
        var address = JSONObjectUtils.getURI(configuration, "jwks_uri");
        if (address == null || !TrustedAddress.isTrusted(address))
            throw new JWKSetUnavailableException("jwks_uri of %s is %s; %s".formatted(location, address, TrustedAddress.REASON));
        return address;
    }

    @Override
    public void close() {
        // Holds no connection.
    }
}
