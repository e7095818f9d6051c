package io.amparo.events;

import com.fasterxml.classmate.ResolvedType;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The JSON Schemas of event records: structure from the records, meaning from their Javadoc and from {@link SharedFields}. */
final class EventSchemas {
    private static final String DURATION = "^P(\\d+D)?(T(\\d+H)?(\\d+M)?(\\d+(\\.\\d+)?S)?)?$";
    static final SourceComments COMMENTS = comments();
    private final SchemaGenerator generator;

    EventSchemas(SchemaVersion version) {
        var config = new SchemaGeneratorConfigBuilder(version, OptionPreset.PLAIN_JSON)
                .with(Option.EXTRA_OPEN_API_FORMAT_VALUES, Option.ADDITIONAL_FIXED_TYPES, Option.DEFINITIONS_FOR_ALL_OBJECTS)
                .without(Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT);
        config.forFields()
                .withRequiredCheck(field -> field.getRawMember().getAnnotatedType().getAnnotation(Nullable.class) == null)
                .withTargetTypeOverridesResolver(EventSchemas::textType).withDescriptionResolver(EventSchemas::description);
        config.forTypesInGeneral().withCustomDefinitionProvider(EventSchemas::definition)
                .withDescriptionResolver(type -> description(type.getType().getErasedType()));
        generator = new SchemaGenerator(config.build());
    }

    JsonNode of(Class<? extends DomainEvent> event) {
        return generator.generateSchema(event);
    }

    static Stream<Class<? extends DomainEvent>> events() {
        return Arrays.stream(Topic.values()).flatMap(topic -> topic.events().stream());
    }

    static Optional<TextOf> textOf(Class<?> record, String component) {
        var own = Arrays.stream(record.getRecordComponents()).filter(each -> each.getName().equals(component))
                .map(each -> each.getAnnotation(TextOf.class)).filter(Objects::nonNull).findFirst();
        return own.or(() -> shared(component));
    }

    private static Optional<TextOf> shared(String component) {
        return Arrays.stream(SharedFields.class.getDeclaredMethods()).filter(method -> method.getName().equals(component))
                .map(method -> method.getAnnotation(TextOf.class)).filter(Objects::nonNull).findFirst();
    }

    /** An interface has no schema of its own. */
    private static @Nullable String description(Class<?> type) {
        return type.isInterface() ? null : COMMENTS.of(type).orElse(null);
    }

    private static @Nullable String description(FieldScope field) {
        if (field.isFakeContainerItemScope()) return null;
        var record = field.getDeclaringType().getErasedType();
        return COMMENTS.ofParameter(record, field.getDeclaredName())
                .or(() -> COMMENTS.ofMethod(SharedFields.class, field.getDeclaredName())).orElse(null);
    }

    private static @Nullable List<ResolvedType> textType(FieldScope field) {
        if (field.getType().getErasedType() != String.class) return null;
        return textOf(field.getDeclaringType().getErasedType(), field.getDeclaredName())
                .map(text -> List.of(field.getContext().resolve(text.value()))).orElse(null);
    }

    private static @Nullable CustomDefinition definition(ResolvedType type, SchemaGenerationContext context) {
        var text = type.getErasedType();
        var schema = context.getGeneratorConfig().createObjectNode().put("type", "string");
        if (text == Vocabulary.Email.class)
            return new CustomDefinition(schema.put("format", "email"), CustomDefinition.DefinitionType.INLINE,
                    CustomDefinition.AttributeInclusion.YES);
        // The format "duration" of JSON Schema has no fractions of a second.
        if (text == Duration.class)
            return new CustomDefinition(schema.put("pattern", DURATION), CustomDefinition.DefinitionType.INLINE,
                    CustomDefinition.AttributeInclusion.YES);
        if (!text.isEnum()) return null;
        boolean open = text.getEnclosingClass() == Vocabulary.class;
        var values = schema.putArray(open ? "x-extensible-enum" : "enum");
        for (var value : text.getEnumConstants()) values.add(value.toString());
        return new CustomDefinition(schema,
                open ? CustomDefinition.DefinitionType.ALWAYS_REF : CustomDefinition.DefinitionType.INLINE,
                CustomDefinition.AttributeInclusion.YES);
    }

    private static SourceComments comments() {
        try {
            return new SourceComments();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
