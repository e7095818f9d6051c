package io.amparo.local.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "OIDC_ISSUER=https://id.example")
class SecureCookieIT {
    @TempDir
    static Path state;

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void signingKeyInTemporaryFolder(DynamicPropertyRegistry properties) {
        properties.add("amparo.identity.signing-key", () -> state.resolve("signing-key.json").toString());
    }

    @Test
    void session_cookie_is_secure_where_the_issuer_has_tls() throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var page = http.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/login")).build(),
                    BodyHandlers.ofString());
            assertThat(page.headers().firstValue("Set-Cookie"))
                    .hasValueSatisfying(cookie -> assertThat(cookie).contains("Secure", "HttpOnly", "SameSite=Lax"));
        }
    }
}
