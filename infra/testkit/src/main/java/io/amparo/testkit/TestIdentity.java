package io.amparo.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/** OpenID provider for tests. Issues valid tokens and each kind of invalid token. */
public final class TestIdentity {
    private static final class Holder {
        static final TestIdentity INSTANCE = new TestIdentity();
    }

    private final RSAKey key = newKey();
    private final RSAKey otherKey = newKey();
    private final String issuer;

    private TestIdentity() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            issuer = "http://localhost:" + server.getAddress().getPort();
            serve(server, "/.well-known/openid-configuration",
                    "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/jwks\",\"subject_types_supported\":[\"public\"]}".formatted(issuer,
                            issuer));
            serve(server, "/jwks", new JWKSet(key.toPublicJWK()).toString());
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static TestIdentity get() {
        return Holder.INSTANCE;
    }

    public String issuer() {
        return issuer;
    }

    public String token(Persona person) {
        return sign(key, claims(person).build());
    }

    /** Returns a token of a customer's machine, as issued for client credentials. */
    public String machineToken(String client, String customer) {
        return sign(key, base().subject(client).claim("customer", customer).claim("scope", List.of("alerts")).build());
    }

    /** Returns a token of a machine of the vendor with the role reader. */
    public String readerToken() {
        return sign(key, base().subject("amparo-reader").claim("roles", List.of("reader")).build());
    }

    /** Returns a token of a machine that may read the meters and nothing else. */
    public String metricsToken() {
        return sign(key, base().subject("amparo-metrics").claim("roles", List.of("metrics")).build());
    }

    public String tokenExpiringIn(Persona person, Duration time) {
        var now = Instant.now();
        return sign(key, claims(person).issueTime(Date.from(now.minus(Duration.ofHours(1))))
                .expirationTime(Date.from(now.plus(time))).build());
    }

    public String expiredToken(Persona person) {
        var expiry = Instant.now().minus(Duration.ofHours(1));
        // A token that ends before it begins would be malformed.
        return sign(key,
                claims(person).issueTime(Date.from(expiry.minus(Duration.ofHours(1)))).expirationTime(Date.from(expiry)).build());
    }

    public String tokenForAnotherAudience(Persona person) {
        return sign(key, claims(person).audience("somebody-else").build());
    }

    public String tokenOfAnotherIssuer(Persona person) {
        return sign(key, claims(person).issuer("http://localhost:1").build());
    }

    public String tokenWithInvalidSignature(Persona person) {
        return sign(otherKey, claims(person).build());
    }

    public String tokenWithUnverifiedEmail(Persona person) {
        return sign(key, claims(person).claim("email_verified", false).build());
    }

    private JWTClaimsSet.Builder claims(Persona person) {
        return base().subject("user-" + person.name()).claim("email", person.email()).claim("email_verified", true)
                .claim("name", person.fullName()).claim("roles", person.roles());
    }

    private JWTClaimsSet.Builder base() {
        var now = Instant.now();
        return new JWTClaimsSet.Builder().issuer(issuer).audience("amparo").issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofMinutes(30))));
    }

    private String sign(RSAKey signingKey, JWTClaimsSet claims) {
        try {
            // Tokens of the other key claim the id of the valid key, so that only the signature differs.
            var token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
            token.sign(new RSASSASigner(signingKey));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void serve(HttpServer server, String path, String json) {
        var body = json.getBytes(UTF_8);
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            try (var out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
    }
}
