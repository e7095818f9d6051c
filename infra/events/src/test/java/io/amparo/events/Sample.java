package io.amparo.events;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/** Creates sample events by reflection, with a value for every record component. */
final class Sample {

    private Sample() {}

    static <R> R of(Class<R> type) {
        var components = type.getRecordComponents();
        var values = Arrays.stream(components).map(Sample::value).toArray();
        try {
            var constructor = type
                    .getDeclaredConstructor(Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new));
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object value(RecordComponent component) {
        return value(component.getName(), component.getGenericType());
    }

    private static Object value(String name, Type type) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class)
            return List.of(value(name, list.getActualTypeArguments()[0]));
        if (type == String.class) return name + " ação";
        if (type == int.class || type == Integer.class) return 7;
        if (type == long.class || type == Long.class) return 7L;
        if (type == boolean.class || type == Boolean.class) return true;
        if (type == Instant.class) return Instant.parse("2026-11-22T12:34:56.789Z");
        if (type == LocalDate.class) return LocalDate.of(2027, 12, 31);
        if (type instanceof Class<?> nested && nested.isRecord()) return of(nested);
        throw new IllegalArgumentException(name + " has an unsupported wire type: " + type);
    }
}
