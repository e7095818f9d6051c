package io.amparo.platform.openapi;

import io.amparo.platform.web.OneOf;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the text of a record component with {@link OneOf} by a reference to its enum. An enum has its values in their text
 * form: the names, unless the enum is only used as text and overrides {@code toString}.
 */
@SuppressWarnings({"rawtypes", "unchecked"}) // raw types in the swagger-models API
final class OneOfConverter implements ModelConverter {
    private static final String REF = "#/components/schemas/";

    @Override
    public @Nullable Schema resolve(AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        if (!chain.hasNext()) return null;
        var schema = chain.next().resolve(type, context, chain);
        var definition = schema == null || schema.get$ref() == null
                ? schema
                : context.getDefinedModels().get(schema.get$ref().substring(REF.length()));
        var resolved = Json.mapper().constructType(type.getType()).getRawClass();
        if (definition != null && resolved.isEnum())
            definition.setEnum(Arrays.stream(resolved.getEnumConstants()).map(Object::toString).toList());
        if (definition != null && definition.getProperties() != null && resolved.isRecord())
            for (var component : resolved.getRecordComponents()) refer(definition, component, context);
        return schema;
    }

    private static void refer(Schema definition, RecordComponent component, ModelConverterContext context) {
        var oneOf = component.getAccessor().getAnnotation(OneOf.class);
        var property = (Schema) definition.getProperties().get(component.getName());
        if (oneOf == null || property == null) return;
        var reference = new Schema<>().$ref(context.resolve(new AnnotatedType(oneOf.value()).resolveAsRef(true)).get$ref());
        if (property.getItems() == null)
            definition.getProperties().put(component.getName(), reference.description(property.getDescription()));
        else
            property.setItems(reference);
    }
}
