package io.amparo.clients;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Gets bearer tokens from the identity provider: authorization code with PKCE for people, client credentials for machines. */
public final class TokenClient {
    private static final String CLIENT_ID = "amparo-portal";
    /** No server listens there: the client reads the code from the redirect response. */
    private static final String REDIRECT_URI = "http://127.0.0.1:1/callback";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final String issuer;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    public TokenClient(String issuer) {
        this.issuer = issuer;
    }

    /** Returns an access token of a person, by e-mail address, or of a machine, by client id. */
    public String token(String account, String password) {
        return account.contains("@") ? personToken(account, password) : machineToken(account, password);
    }

    /** Returns an access token of the person with this e-mail address. */
    public String personToken(String email, String password) {
        var random = new byte[32];
        new SecureRandom().nextBytes(random);
        var verifier = BASE64.encodeToString(random);
        var request = Map.of("response_type", "code", "client_id", CLIENT_ID, "redirect_uri", REDIRECT_URI, "scope",
                "openid profile email", "code_challenge", BASE64.encodeToString(sha256(verifier)), "code_challenge_method",
                "S256");
        var response = send(HttpRequest.newBuilder(URI.create(issuer + "/oauth2/authorize?" + form(request)))
                .header("Authorization", basic(email, password)).build());
        if (response.statusCode() == 401) {
            throw new ClientException("The identity provider at " + issuer + " does not know " + email + " with that password.");
        }
        return token(Map.of("grant_type", "authorization_code", "client_id", CLIENT_ID, "redirect_uri", REDIRECT_URI, "code",
                code(response), "code_verifier", verifier), null);
    }

    /** Returns an access token of the machine with this client id. */
    public String machineToken(String clientId, String secret) {
        return token(Map.of("grant_type", "client_credentials"), basic(clientId, secret));
    }

    private static String code(HttpResponse<String> response) {
        var location = response.headers().firstValue("Location").orElse("");
        var prefix = REDIRECT_URI + "?code=";
        if (!location.startsWith(prefix)) {
            throw new ClientException(
                    "The identity provider returned no authorization code but status " + response.statusCode() + " " + location);
        }
        return URLDecoder.decode(location.substring(prefix.length()).split("&")[0], StandardCharsets.UTF_8);
    }

    private String token(Map<String, String> fields, @Nullable String authorization) {
        var request = HttpRequest.newBuilder(URI.create(issuer + "/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(fields)));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        var response = send(request.build());
        if (response.statusCode() != 200) {
            throw new ClientException("The identity provider at " + issuer + " refused the token request: " + response.body());
        }
        return JsonMapper.shared().readTree(response.body()).path("access_token").asString();
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new ClientException(
                    "The identity provider at " + issuer + " does not respond; start the suite with ./amparo up", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClientException("Sign-in was interrupted", e);
        }
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
