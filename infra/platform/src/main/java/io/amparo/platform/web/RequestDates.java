package io.amparo.platform.web;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.module.SimpleModule;

/**
 * Refuses dates and instants outside the years 1 to 9999, the range of RFC 3339. Java reads years up to 999,999,999, with which
 * calendars and durations overflow. An invalid one is a 422 that names the field.
 */
final class RequestDates {
    private static final LocalDate FIRST = LocalDate.of(1, 1, 1);
    private static final LocalDate LAST = LocalDate.of(9_999, 12, 31);
    private static final Set<Class<?>> TYPES = Set.of(LocalDate.class, Instant.class);

    /** Code of the field error; {@code field.date} is its message. */
    static final String INVALID = "date";

    static JacksonModule module() {
        return new SimpleModule("request-dates").setDeserializerModifier(new ValueDeserializerModifier() {
            @Override
            public ValueDeserializer<?> modifyDeserializer(DeserializationConfig config, BeanDescription.Supplier type,
                    ValueDeserializer<?> deserializer) {
                return TYPES.contains(type.getBeanClass()) ? new DateDeserializer(deserializer) : deserializer;
            }
        });
    }

    private static boolean isInRange(@Nullable Object value) {
        return switch (value) {
            case LocalDate date -> !date.isBefore(FIRST) && !date.isAfter(LAST);
            case Instant instant -> !instant.isBefore(FIRST.atStartOfDay(UTC).toInstant())
                    && instant.isBefore(LAST.plusDays(1).atStartOfDay(UTC).toInstant());
            case null, default -> true;
        };
    }

    private static final class DateDeserializer extends DelegatingDeserializer {
        DateDeserializer(ValueDeserializer<?> delegate) {
            super(delegate);
        }

        @Override
        protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> delegate) {
            return new DateDeserializer(delegate);
        }

        @Override
        public @Nullable Object deserialize(JsonParser in, DeserializationContext context) {
            var value = super.deserialize(in, context);
            if (!isInRange(value)) throw new InvalidValueException(in, handledType(), INVALID);
            return value;
        }
    }

    private RequestDates() {}
}
