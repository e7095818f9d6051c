package io.amparo.platform.web;

import io.amparo.platform.Ids;
import io.amparo.platform.store.KeyBindings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Refuses another content under the {@code Idempotency-Key} of an earlier POST with 422 {@code key-reused}, for every controller.
 * The first content binds the key of the caller and path. An answer of 4xx releases it, so that a refused request can be
 * corrected; after an answer of 5xx the result is unknown and the key stays bound. The order of the JSON fields does not matter.
 */
@ControllerAdvice
final class KeyBindingAdvice extends RequestBodyAdviceAdapter implements HandlerInterceptor {
    private static final String BOUND_KEY = KeyBindingAdvice.class.getName();
    private static final int HASH_BYTES = 16;
    /** The gateway's limit of a body. A caller may reach a service without the gateway, and the body is held in memory. */
    static final int MAX_BODY_BYTES = 1 << 20;

    /** The body that was read for the check. */
    private record ReadBody(byte[] bytes, HttpHeaders getHeaders) implements HttpInputMessage {
        @Override
        public InputStream getBody() {
            return new ByteArrayInputStream(bytes);
        }
    }

    private final KeyBindings bindings;
    private final JsonMapper sortingJson;

    KeyBindingAdvice(KeyBindings bindings, JsonMapper json) {
        this.bindings = bindings;
        this.sortingJson = json.rebuild().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();
    }

    @Override
    public boolean supports(MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converter) {
        return parameter.hasMethodAnnotation(PostMapping.class);
    }

    @Override
    public HttpInputMessage beforeBodyRead(HttpInputMessage input, MethodParameter parameter, Type type,
            Class<? extends HttpMessageConverter<?>> converter) throws IOException {
        var key = input.getHeaders().getFirst(IdempotencyKey.HEADER);
        if (key == null) return input;
        var bytes = input.getBody().readNBytes(MAX_BODY_BYTES + 1);
        if (bytes.length > MAX_BODY_BYTES) throw ApiException.of(HttpStatus.CONTENT_TOO_LARGE, "too-large");
        hash(bytes).ifPresent(content -> bind(key, content));
        return new ReadBody(bytes, input.getHeaders());
    }

    private void bind(String key, String content) {
        var request = ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes()).getRequest();
        var caller = request.getUserPrincipal() == null ? "" : request.getUserPrincipal().getName();
        var id = Ids.uuidOf(caller + "\n" + request.getRequestURI() + "\n" + key);
        if (!bindings.bind(id, content)) throw ApiException.keyReused(IdempotencyKey.HEADER);
        request.setAttribute(BOUND_KEY, id);
    }

    @Override
    public void afterCompletion(HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception e) {
        if (request.getAttribute(BOUND_KEY) instanceof String id
                && HttpStatusCode.valueOf(response.getStatus()).is4xxClientError())
            bindings.release(id);
    }

    /** Returns empty if the body is not JSON; it is then refused without this check. */
    private Optional<String> hash(byte[] body) {
        try {
            return Optional.of(Ids.sha256Of(sortingJson.writeValueAsString(sortingJson.readTree(body)), HASH_BYTES));
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }
}
