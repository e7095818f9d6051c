package io.amparo.local.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.json.JsonMapper;

/** The pages of the identity provider, as a browser of a person gets them. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class SignInPageIT {
    private static final String REDIRECT = "http://localhost:8080/callback";
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    @TempDir
    static Path state;

    @LocalServerPort
    int port;

    private final HttpClient browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    @DynamicPropertySource
    static void signingKeyInTemporaryFolder(DynamicPropertyRegistry properties) {
        properties.add("amparo.identity.signing-key", () -> state.resolve("signing-key.json").toString());
    }

    @AfterEach
    void close() {
        browser.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource({"es, en, es, Iniciar sesión, incorrectos", "fr pt, en, pt-BR, Entrar, incorretos",
            "'', en-US, en, Sign in, Wrong", "'', es-AR, es, Iniciar sesión, incorrectos", "'', fr, pt-BR, Entrar, incorretos",
            "not a language, 'pt, en;q=0.5', pt-BR, Entrar, incorretos"})
    void form_and_its_error_follow_ui_locales_then_accept_language(String uiLocales, String accepted, String language,
            String title, String wrong) throws Exception {
        var form = follow(get(authorizeUri(Map.of("ui_locales", uiLocales)), accepted), accepted);
        assertThat(form.statusCode()).isEqualTo(200);
        assertThat(form.headers().firstValue("Content-Language")).contains(language);
        assertThat(form.body()).contains("<html lang=\"" + language + "\">", title);

        var refused = follow(submit(form, "guess", accepted), accepted);
        assertThat(refused.body()).contains("role=\"alert\"", wrong, "<html lang=\"" + language + "\">");
    }

    @ParameterizedTest
    @CsvSource({"en, not known here, not registered", "es, no es conocida aquí, no está registrada",
            "pt-BR, não é conhecido aqui, não está registrado"})
    void unknown_client_and_wrong_redirect_uri_are_explained(String language, String unknown, String wrong) throws Exception {
        var client = get(authorizeUri(Map.of("client_id", "another")), language);
        assertThat(client.statusCode()).isEqualTo(400);
        assertThat(client.body()).contains(unknown, "<html lang=\"" + language + "\">");

        var redirect = get(authorizeUri(Map.of("redirect_uri", "https://evil.example/callback")), language);
        assertThat(redirect.statusCode()).isEqualTo(400);
        assertThat(redirect.body()).contains(wrong).doesNotContain("evil.example");

        var signOut = get("/connect/logout?id_token_hint=forged&ui_locales=" + language, "fr");
        assertThat(signOut.statusCode()).isEqualTo(400);
        assertThat(signOut.body()).contains("<html lang=\"" + language + "\">");
    }

    @ParameterizedTest
    @CsvSource({"en, open for too long", "es, demasiado tiempo", "pt-BR, tempo demais"})
    void form_that_is_older_than_its_session_asks_for_a_new_sign_in(String language, String text) throws Exception {
        var expired = post("/login", Map.of("username", "bruno@acme.example", "password", "demo", "_csrf", "old"), language);

        assertThat(follow(expired, language).body()).contains(text, "role=\"alert\"");
    }

    @Test
    void person_signs_in_renews_without_a_form_and_signs_out() throws Exception {
        var form = follow(get(authorizeUri(Map.of()), "en"), "en");
        var signedIn = submit(form, "demo", "en");
        var code = location(get(location(signedIn), "en"));
        assertThat(code).startsWith(REDIRECT + "?code=");
        var idToken = JsonMapper.shared()
                .readTree(post("/oauth2/token",
                        Map.of("grant_type", "authorization_code", "client_id", "amparo-portal", "redirect_uri", REDIRECT, "code",
                                code.substring((REDIRECT + "?code=").length()), "code_verifier", VERIFIER),
                        "en").body())
                .path("id_token").asString();

        assertThat(location(get(authorizeUri(Map.of("prompt", "none")), "en"))).startsWith(REDIRECT + "?code=");
        assertThat(get("/", "es").body()).contains("bruno@acme.example", "Cerrar sesión");

        var signedOut = get("/connect/logout?" + form(Map.of("id_token_hint", idToken, "post_logout_redirect_uri",
                "http://localhost:8080/", "client_id", "amparo-portal")), "en");
        assertThat(location(signedOut)).isEqualTo("http://localhost:8080/");
        assertThat(location(get(authorizeUri(Map.of("prompt", "none")), "en"))).contains("error=login_required");
        assertThat(get("/", "es").body()).contains("Usted ha cerrado la sesión").doesNotContain("bruno");
    }

    @Test
    void session_is_only_in_a_cookie_that_scripts_and_other_sites_do_not_get() throws Exception {
        var redirect = get(authorizeUri(Map.of()), "en");

        assertThat(redirect.headers().firstValue("Set-Cookie")).hasValueSatisfying(cookie -> assertThat(cookie)
                .startsWith("AMPARO_IDENTITY=").contains("HttpOnly", "SameSite=Lax").doesNotContain("Secure"));
        assertThat(location(redirect)).endsWith("/login");
        var page = follow(redirect, "en");
        assertThat(page.body()).doesNotContainIgnoringCase("sessionid");
        assertThat(get("/login;jsessionid=0123456789ABCDEF", "en").statusCode()).isEqualTo(400);
    }

    private String authorizeUri(Map<String, String> changes) {
        var fields = new TreeMap<>(Map.of("response_type", "code", "client_id", "amparo-portal", "redirect_uri", REDIRECT,
                "scope", "openid profile email", "code_challenge", CHALLENGE, "code_challenge_method", "S256"));
        fields.putAll(changes);
        return "/oauth2/authorize?" + form(fields);
    }

    private HttpResponse<String> submit(HttpResponse<String> page, String password, String accepted) throws Exception {
        var csrf = CSRF.matcher(page.body());
        assertThat(csrf.find()).as(page.body()).isTrue();
        return post("/login", Map.of("username", "bruno@acme.example", "password", password, "_csrf", csrf.group(1)), accepted);
    }

    private HttpResponse<String> follow(HttpResponse<String> redirect, String accepted) throws Exception {
        return get(location(redirect), accepted);
    }

    private static String location(HttpResponse<String> redirect) {
        assertThat(redirect.statusCode()).as(redirect.body()).isEqualTo(302);
        return redirect.headers().firstValue("Location").orElseThrow();
    }

    private HttpResponse<String> get(String path, String accepted) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)), accepted);
    }

    private HttpResponse<String> post(String path, Map<String, String> fields, String accepted) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form(fields))), accepted);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String accepted) throws Exception {
        return browser.send(request.header("Accept", "text/html,*/*;q=0.8").header("Accept-Language", accepted).build(),
                BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port).resolve(path);
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
