package io.amparo.platform.web;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAccessor;
import java.util.Map;
import java.util.function.ToIntFunction;
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
    private static final int MAX_YEAR = 9_999;
    private static final Map<Class<?>, ToIntFunction<TemporalAccessor>> YEARS = Map.of(LocalDate.class,
            date -> ((LocalDate) date).getYear(), Instant.class, instant -> year((Instant) instant));

    /** Code of the field error; {@code field.date} is its message. */
    static final String INVALID = "date";

    static JacksonModule module() {
        return new SimpleModule("request-dates").setDeserializerModifier(new ValueDeserializerModifier() {
            @Override
            public ValueDeserializer<?> modifyDeserializer(DeserializationConfig config, BeanDescription.Supplier type,
                    ValueDeserializer<?> deserializer) {
                return YEARS.containsKey(type.getBeanClass()) ? new DateDeserializer(deserializer) : deserializer;
            }
        });
    }

    private static int year(Instant instant) {
        // Instant.MAX has a year that no other type of java.time can have.
        return instant.isBefore(Instant.EPOCH.atOffset(UTC).plusYears(MAX_YEAR).toInstant())
                && instant.isAfter(Instant.EPOCH.atOffset(UTC).minusYears(MAX_YEAR).toInstant())
                        ? instant.atOffset(UTC).getYear()
                        : MAX_YEAR + 1;
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
            if (value instanceof TemporalAccessor date && !isInRange(YEARS.get(handledType()).applyAsInt(date)))
                throw new InvalidValueException(in, handledType(), INVALID);
            return value;
        }

        private static boolean isInRange(int year) {
            return year >= 1 && year <= MAX_YEAR;
        }
    }

    private RequestDates() {}
}
