package io.amparo.testkit.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaParameterizedType;
import com.tngtech.archunit.core.domain.JavaType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Types that an event may have on the wire: text, numbers, booleans, instants, dates, lists, maps by text, and records of these.
 */
final class WireTypes {
    private static final Set<String> SIMPLE = Set.of(String.class.getName(), Instant.class.getName(), LocalDate.class.getName(),
            Integer.class.getName(), Long.class.getName(), Double.class.getName(), Boolean.class.getName(), "int", "long",
            "double", "boolean");

    private WireTypes() {}

    static boolean hasOnlyWireTypes(JavaClass event) {
        return event.getFields().stream().filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                .map(JavaField::getType).allMatch(WireTypes::isWireType);
    }

    private static boolean isWireType(JavaType type) {
        if (type instanceof JavaParameterizedType generic) {
            boolean isCollection = generic.toErasure().isEquivalentTo(List.class) || isMapByText(generic);
            return isCollection && generic.getActualTypeArguments().stream().allMatch(WireTypes::isWireType);
        }
        var raw = type.toErasure();
        return SIMPLE.contains(raw.getName())
                || raw.isRecord() && raw.getPackageName().startsWith("io.amparo.events") && hasOnlyWireTypes(raw);
    }

    private static boolean isMapByText(JavaParameterizedType type) {
        return type.toErasure().isEquivalentTo(Map.class)
                && type.getActualTypeArguments().getFirst().getName().equals(String.class.getName());
    }
}
