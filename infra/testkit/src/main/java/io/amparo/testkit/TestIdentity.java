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
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** OpenID provider for tests. Issues valid tokens and each kind of invalid token; one that a test has started rotates its key. */
public final class TestIdentity {
    private static final class Holder {
        static final TestIdentity INSTANCE = new TestIdentity();
    }

    private final RSAKey otherKey = newKey();
    private final AtomicInteger keyReads = new AtomicInteger();
    private final HttpServer server;
    private final String issuer;
    private volatile RSAKey key = newKey();

    private TestIdentity() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            issuer = "http://localhost:" + server.getAddress().getPort();
            serve("/.well-known/openid-configuration",
                    () -> "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/jwks\",\"subject_types_supported\":[\"public\"]}"
                            .formatted(issuer, issuer));
            serve("/jwks", () -> {
                keyReads.incrementAndGet();
                return new JWKSet(key.toPublicJWK()).toString();
            });
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static TestIdentity get() {
        return Holder.INSTANCE;
    }

    /** Starts a provider for one test; its keys are not those of {@link #get}. */
    public static TestIdentity start() {
        return new TestIdentity();
    }

    /** Withdraws the key and signs with a new one from now on. */
    public void rotateKey() {
        key = newKey();
    }

    /** Returns how often the keys were read. */
    public int keyReads() {
        return keyReads.get();
    }

    public void stop() {
        server.stop(0);
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

    /** Returns a token without a person, although it has an e-mail. */
    public String tokenWithoutSubject(Persona person) {
        return sign(key, claims(person).subject(null).build());
    }

    /** Returns a token that names a key that is not published. */
    public String tokenWithUnknownKey(Persona person) {
        return sign(otherKey, claims(person).build(), "unknown-" + UUID.randomUUID());
    }

    public String tokenWithUnverifiedEmail(Persona person) {
        return sign(key, claims(person).claim("email_verified", false).build());
    }

    /** Returns a token of a person whose address has changed. */
    public String tokenWithEmail(Persona person, String email) {
        return sign(key, claims(person).claim("email", email).build());
    }

    private JWTClaimsSet.Builder claims(Persona person) {
        return base().subject(person.subject()).claim("email", person.email()).claim("email_verified", true)
                .claim("name", person.fullName()).claim("roles", person.roles());
    }

    private JWTClaimsSet.Builder base() {
        var now = Instant.now();
        return new JWTClaimsSet.Builder().issuer(issuer).audience("amparo").issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofMinutes(30))));
    }

    private String sign(RSAKey signingKey, JWTClaimsSet claims) {
        // Tokens of the other key claim the id of the valid key, so that only the signature differs.
        return sign(signingKey, claims, key.getKeyID());
    }

    private static String sign(RSAKey signingKey, JWTClaimsSet claims, String keyId) {
        try {
            var token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId).build(), claims);
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

    private void serve(String path, Supplier<String> json) {
        server.createContext(path, exchange -> {
            var body = json.get().getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            try (var out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
    }
}
