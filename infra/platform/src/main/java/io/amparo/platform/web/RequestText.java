package io.amparo.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.ConditionalGenericConverter;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.module.SimpleModule;

/**
 * Refuses text that is not interchangeable: all but the characters of XML 1.0 (2.2). That is NUL and the other C0 control
 * characters except tab and line breaks, lone surrogates, U+FFFE and U+FFFF. No feed, calendar or mail can carry these, and a
 * terminal executes some. Every text of every JSON body, query parameter and path variable is checked; an invalid one is a 422
 * that names the field, unless the parameter has {@link AnyText}. Events from Kafka are not checked.
 */
public final class RequestText {
    /** Code of the field error; {@code field.text} is its message. */
    public static final String INVALID = "text";
    private static final int REPLACEMENT = 0xFFFD;

    /** Whether a text has only interchangeable characters; for texts that come in a file. */
    public static boolean isValid(String text) {
        return text.codePoints().allMatch(RequestText::isValid);
    }

    private static boolean isValid(int character) {
        return character == '\t' || character == '\n' || character == '\r'
                || character >= ' ' && character < Character.MIN_SURROGATE
                || character > Character.MAX_SURROGATE && character < 0xFFFE || character > 0xFFFF;
    }

    /** Returns a text with U+FFFD for each character that is not interchangeable. */
    static String replaceInvalid(String text) {
        return isValid(text)
                ? text
                : text.codePoints().map(character -> isValid(character) ? character : REPLACEMENT)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    /** Checks all texts of a JSON body, and the keys of its maps. */
    static JacksonModule module() {
        return new SimpleModule("request-text").addDeserializer(String.class, new TextDeserializer())
                .addKeyDeserializer(String.class, new TextKeyDeserializer());
    }

    private static String requireValid(String text, DeserializationContext context) {
        if (!isValid(text)) throw new InvalidValueException(context.getParser(), String.class, INVALID);
        return text;
    }

    private static final class TextDeserializer extends StringDeserializer {
        @Override
        public String deserialize(JsonParser in, DeserializationContext context) {
            return requireValid(super.deserialize(in, context), context);
        }
    }

    private static final class TextKeyDeserializer extends KeyDeserializer {
        @Override
        public Object deserializeKey(String key, DeserializationContext context) {
            return requireValid(key, context);
        }
    }

    /** Checks query parameters and path variables of controllers; the gateway passes them on as they are. */
    static final class ParameterInterceptor implements HandlerInterceptor {
        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
            if (!(handler instanceof HandlerMethod method)) return true;
            // The parameters of an upload would be read from its body, before it is known whether the caller may send one.
            if (!isUpload(request)) request.getParameterMap().forEach((name, values) -> {
                if (!Arrays.stream(values).allMatch(RequestText::isValid) && !takesAnyText(method, name))
                    throw ApiException.invalid(name, INVALID);
            });
            if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables)
                variables.forEach((name, value) -> {
                    if (!isValid(value.toString())) throw ApiException.invalid(name.toString(), INVALID);
                });
            return true;
        }

        private static boolean isUpload(HttpServletRequest request) {
            return request.getContentType() != null && request.getContentType().toLowerCase(Locale.ROOT).startsWith("multipart/");
        }

        private static boolean takesAnyText(HandlerMethod method, String name) {
            return Arrays.stream(method.getMethod().getParameters())
                    .anyMatch(each -> each.isAnnotationPresent(AnyText.class) && each.getName().equals(name));
        }
    }

    /** Replaces what is not interchangeable in parameters with {@link AnyText}. */
    static final class AnyTextConverter implements ConditionalGenericConverter {
        @Override
        public Set<ConvertiblePair> getConvertibleTypes() {
            return Set.of(new ConvertiblePair(String.class, String.class));
        }

        @Override
        public boolean matches(TypeDescriptor sourceType, TypeDescriptor targetType) {
            return targetType.hasAnnotation(AnyText.class);
        }

        @Override
        public @Nullable Object convert(@Nullable Object source, TypeDescriptor sourceType, TypeDescriptor targetType) {
            return source == null ? null : replaceInvalid((String) source);
        }
    }

    private RequestText() {}
}
