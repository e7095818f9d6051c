package io.amparo.platform.openapi;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.amparo.platform.web.Required;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Nullness;

/**
 * Marks the components of a record that are never null as required, in requests and responses. A null is left out of a response,
 * so a component with {@code @Nullable} is optional, except one that its request needs ({@link Required}).
 */
@SuppressWarnings("rawtypes") // raw types in the swagger-models API
final class RequiredComponentsConverter implements ModelConverter {
    private static final String REF = "#/components/schemas/";

    @Override
    public @Nullable Schema resolve(AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        if (!chain.hasNext()) return null;
        var schema = chain.next().resolve(type, context, chain);
        var resolved = Json.mapper().constructType(type.getType()).getRawClass();
        if (schema != null && resolved.isRecord()) require(definition(schema, context), resolved);
        return schema;
    }

    private static @Nullable Schema definition(Schema schema, ModelConverterContext context) {
        return schema.get$ref() == null ? schema : context.getDefinedModels().get(schema.get$ref().substring(REF.length()));
    }

    private static void require(@Nullable Schema schema, Class<?> type) {
        if (schema == null || schema.getProperties() == null) return;
        requiredNames(type).filter(schema.getProperties()::containsKey)
                .filter(name -> schema.getRequired() == null || !schema.getRequired().contains(name))
                .forEach(schema::addRequiredItem);
    }

    private static Stream<String> requiredNames(Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).filter(RequiredComponentsConverter::isRequired)
                .flatMap(component -> component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)
                        ? requiredNames(component.getType())
                        : Stream.of(name(component)));
    }

    private static boolean isRequired(RecordComponent component) {
        return component.getAccessor().isAnnotationPresent(Required.class)
                || Nullness.forMethodReturnType(component.getAccessor()) == Nullness.NON_NULL;
    }

    private static String name(RecordComponent component) {
        var annotation = component.getAccessor().getAnnotation(JsonProperty.class);
        return annotation == null || annotation.value().isEmpty() ? component.getName() : annotation.value();
    }
}
