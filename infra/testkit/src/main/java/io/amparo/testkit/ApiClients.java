package io.amparo.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.StringHttpMessageConverter;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

/** Creates the HTTP clients of a running service, one for each caller. They ask for English unless a request overrides it. */
public final class ApiClients {
    private static final JdkClientHttpRequestFactory HTTP = requestFactory();

    private final Supplier<String> baseUrl;

    /** @param baseUrl scheme, host and port; evaluated for every client, because the port is known only after the start */
    public ApiClients(Supplier<String> baseUrl) {
        this.baseUrl = baseUrl;
    }

    public RestTestClient anonymous() {
        return builder().build();
    }

    public RestTestClient as(Persona person) {
        return withToken(TestIdentity.get().token(person));
    }

    public RestTestClient withToken(String token) {
        return builder().defaultHeader("Authorization", "Bearer " + token).build();
    }

    public static JsonNode json(ResponseSpec response) {
        return body(response, JsonNode.class);
    }

    public static String text(ResponseSpec response) {
        return body(response, String.class);
    }

    /** Returns the status. To expect one status, {@code expectStatus()} is better: it prints request and response. */
    public static int status(ResponseSpec response) {
        return response.returnResult().getStatus().value();
    }

    public static String etag(ResponseSpec response) {
        return header(response, "ETag");
    }

    public static String location(ResponseSpec response) {
        return header(response, "Location");
    }

    private static String header(ResponseSpec response, String name) {
        return Objects.requireNonNull(response.expectHeader().exists(name).returnResult().getResponseHeaders().getFirst(name));
    }

    private static <T> T body(ResponseSpec response, Class<T> type) {
        var result = response.returnResult(type);
        return Objects.requireNonNull(result.getResponseBody(), () -> "Response without a body:" + result);
    }

    private RestTestClient.Builder<?> builder() {
        // Responses without a charset, as event streams, are UTF-8; Spring's default is ISO-8859-1.
        var client = RestTestClient.bindToServer(HTTP).baseUrl(baseUrl.get()).defaultHeader("Accept-Language", "en");
        OpenApiDocument.ofTestedModule().map(OpenApiInterceptor::new).ifPresent(client::requestInterceptor);
        return client.configureMessageConverters(
                converters -> converters.registerDefaults().withStringConverter(new StringHttpMessageConverter(UTF_8)));
    }

    private static JdkClientHttpRequestFactory requestFactory() {
        var factory = new JdkClientHttpRequestFactory(HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(20)).build());
        factory.setReadTimeout(Duration.ofSeconds(30));
        factory.enableCompression(false);
        return factory;
    }
}
