package io.amparo.local.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class IdentityIT {
    private static final String VERIFIER = "a-verifier-that-is-long-enough-for-rfc-7636-to-accept-it";
    private static final String REDIRECT = "http://127.0.0.1:54321/callback";

    @TempDir
    static Path state;

    @LocalServerPort
    int port;

    private final HttpClient http = HttpClient.newHttpClient();

    @DynamicPropertySource
    static void signingKeyInTemporaryFolder(DynamicPropertyRegistry properties) {
        properties.add("amparo.identity.signing-key", () -> state.resolve("signing-key.json").toString());
    }

    @Test
    void pkce_sign_in_returns_a_token_that_the_published_key_verifies() throws Exception {
        var token = verified(exchange(codeFor("bruno@acme.example", "demo"), VERIFIER).path("access_token").asString());

        assertThat(token.getIssuer()).hasToString("http://localhost:9000");
        assertThat(token.getAudience()).containsExactly("amparo");
        assertThat(token.getSubject()).isEqualTo("bruno");
        assertThat(token.getClaims()).containsEntry("email", "bruno@acme.example").containsEntry("email_verified", true)
                .containsEntry("name", "Bruno Lima").doesNotContainKey("roles");
        assertThat(Duration.between(token.getIssuedAt(), token.getExpiresAt())).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void staff_tokens_contain_the_roles() throws Exception {
        var token = verified(exchange(codeFor("gisele@opservices.example", "demo"), VERIFIER).path("access_token").asString());

        assertThat(token.getClaimAsStringList("roles")).containsExactly("manager");
    }

    @Test
    void a_wrong_password_is_refused() throws Exception {
        assertThat(authorize("bruno@acme.example", "guess").statusCode()).isEqualTo(401);
    }

    @Test
    void an_unknown_user_is_refused() throws Exception {
        assertThat(authorize("mallory@acme.example", "demo").statusCode()).isEqualTo(401);
    }

    @Test
    void a_code_with_a_wrong_verifier_is_refused() throws Exception {
        var answer = exchange(codeFor("bruno@acme.example", "demo"), VERIFIER.replace('a', 'b'));

        assertThat(answer.path("error").asString()).isEqualTo("invalid_grant");
    }

    @Test
    void a_browser_is_redirected_to_the_login_form() throws Exception {
        var answer = http.send(HttpRequest.newBuilder(authorizeUri(REDIRECT)).header("Accept", "text/html").build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location"))
                .hasValueSatisfying(location -> assertThat(location).endsWith("/login"));
    }

    @Test
    void a_machine_token_contains_its_customer() throws Exception {
        var token = verified(machineToken("opmon-probe", "demo").path("access_token").asString());

        assertThat(token.getSubject()).isEqualTo("opmon-probe");
        assertThat(token.getAudience()).containsExactly("amparo");
        assertThat(token.getClaimAsStringList("scope")).containsExactly("alerts");
        assertThat(token.getClaims()).containsEntry("customer", "acme").doesNotContainKeys("email", "roles");
    }

    @Test
    void a_reader_token_contains_its_role_and_no_customer() throws Exception {
        var token = verified(machineToken("amparo-reader", "demo").path("access_token").asString());

        assertThat(token.getClaimAsStringList("roles")).containsExactly("reader");
        assertThat(token.getClaims()).doesNotContainKeys("email", "customer");
    }

    @Test
    void a_metrics_token_contains_its_role_and_no_customer() throws Exception {
        var token = verified(machineToken("amparo-metrics", "demo").path("access_token").asString());

        assertThat(token.getClaimAsStringList("roles")).containsExactly("metrics");
        assertThat(token.getClaims()).doesNotContainKeys("email", "customer");
    }

    @Test
    void a_machine_with_a_wrong_secret_is_refused() throws Exception {
        assertThat(machineToken("opmon-probe", "guess").path("error").asString()).isEqualTo("invalid_client");
    }

    @Test
    void a_different_key_does_not_verify_the_token() throws Exception {
        var token = machineToken("opmon-probe", "demo").path("access_token").asString();
        var otherDecoder = NimbusJwtDecoder.withPublicKey(SigningKey.from(state.resolve("stranger.json")).toRSAPublicKey())
                .build();

        assertThatThrownBy(() -> otherDecoder.decode(token)).isInstanceOf(BadJwtException.class);
    }

    @Test
    void page_under_development_may_fetch_tokens_and_another_origin_may_not() throws Exception {
        assertThat(preflight("http://localhost:5173").headers().firstValue("Access-Control-Allow-Origin"))
                .contains("http://localhost:5173");
        assertThat(preflight("https://evil.example").statusCode()).isEqualTo(403);
    }

    @Test
    void redirect_to_a_page_under_development_is_allowed_and_another_is_400() throws Exception {
        assertThat(authorize("bruno@acme.example", "demo", "http://localhost:5173/callback").headers().firstValue("Location"))
                .hasValueSatisfying(location -> assertThat(location).startsWith("http://localhost:5173/callback?code="));
        assertThat(authorize("bruno@acme.example", "demo", "https://evil.example/callback").statusCode()).isEqualTo(400);
    }

    @Test
    void sign_in_without_a_form_is_refused_with_login_required() throws Exception {
        var response = http.send(HttpRequest.newBuilder(URI.create(authorizeUri(REDIRECT) + "&prompt=none")).build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(response.headers().firstValue("Location"))
                .as("%s %s %s", response.statusCode(), response.headers().map(), response.body())
                .hasValueSatisfying(location -> assertThat(location).startsWith(REDIRECT).contains("error=login_required"));
    }

    private HttpResponse<String> preflight(String origin) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create("http://localhost:%d/oauth2/token".formatted(port)))
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()).header("Origin", origin)
                .header("Access-Control-Request-Method", "POST").build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void readiness_is_public_and_every_other_endpoint_is_not() throws Exception {
        assertThat(status("/actuator/health/readiness")).isEqualTo(200);
        assertThat(status("/actuator/env")).isNotEqualTo(200);
        assertThat(status("/userinfo")).isNotEqualTo(200);
    }

    private Jwt verified(String token) {
        return NimbusJwtDecoder.withJwkSetUri("http://localhost:" + port + "/oauth2/jwks").build().decode(token);
    }

    private String codeFor(String email, String password) throws Exception {
        var answer = authorize(email, password);
        var location = answer.headers().firstValue("Location").orElseThrow();
        assertThat(location).startsWith(REDIRECT + "?code=");
        return location.substring((REDIRECT + "?code=").length());
    }

    private HttpResponse<String> authorize(String email, String password) throws Exception {
        return authorize(email, password, REDIRECT);
    }

    private HttpResponse<String> authorize(String email, String password, String redirect) throws Exception {
        return http.send(HttpRequest.newBuilder(authorizeUri(redirect)).header("Authorization", basic(email, password)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private URI authorizeUri(String redirect) throws Exception {
        var challenge = Base64.getUrlEncoder().withoutPadding()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII)));
        return URI.create("http://localhost:%d/oauth2/authorize?%s".formatted(port,
                form(Map.of("response_type", "code", "client_id", "amparo-portal", "redirect_uri", redirect, "scope",
                        "openid profile email", "code_challenge", challenge, "code_challenge_method", "S256"))));
    }

    private JsonNode exchange(String code, String verifier) throws Exception {
        return token(Map.of("grant_type", "authorization_code", "client_id", "amparo-portal", "redirect_uri", REDIRECT, "code",
                code, "code_verifier", verifier), null);
    }

    private JsonNode machineToken(String client, String secret) throws Exception {
        return token(Map.of("grant_type", "client_credentials"), basic(client, secret));
    }

    private JsonNode token(Map<String, String> fields, @Nullable String authorization) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:%d/oauth2/token".formatted(port)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(fields)));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return JsonMapper.shared().readTree(http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body());
    }

    private int status(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build(),
                HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
