package io.amparo.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Fails a test if an exchange with the tested service does not follow its OpenAPI document: each response must have a described
 * status, its headers and its shape, and each request that succeeds must be one that the document allows.
 */
final class OpenApiInterceptor implements ClientHttpRequestInterceptor {
    private final OpenApiDocument document;

    OpenApiInterceptor(OpenApiDocument document) {
        this.document = document;
    }

    @Override
    public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        var response = execution.execute(request, body);
        var method = request.getMethod().name();
        var path = request.getURI().getRawPath();
        if (!document.hasOperation(method, path)) return response;
        int status = response.getStatusCode().value();
        document.checkHeaders(method, path, status, response.getHeaders());
        if (response.getStatusCode().is2xxSuccessful() && isJson(request.getHeaders()))
            document.checkRequest(method, path, new String(body, UTF_8));
        if (!isJson(response.getHeaders())) return response;
        var read = new ReadResponse(response, response.getBody().readAllBytes());
        if (read.body().length > 0) document.checkResponse(method, path, status, new String(read.body(), UTF_8));
        return read;
    }

    private static boolean isJson(HttpHeaders headers) {
        return headers.getContentType() != null && (headers.getContentType().isCompatibleWith(MediaType.APPLICATION_JSON)
                || headers.getContentType().isCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON));
    }

    /** A response whose body was read for the check. */
    private record ReadResponse(ClientHttpResponse response, byte[] body) implements ClientHttpResponse {
        @Override
        public HttpStatusCode getStatusCode() throws IOException {
            return response.getStatusCode();
        }

        @Override
        public String getStatusText() throws IOException {
            return response.getStatusText();
        }

        @Override
        public void close() {
            response.close();
        }

        @Override
        public InputStream getBody() {
            return new ByteArrayInputStream(body);
        }

        @Override
        public HttpHeaders getHeaders() {
            return response.getHeaders();
        }
    }
}
