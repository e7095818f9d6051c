package io.amparo.platform.openapi;

import io.swagger.v3.core.jackson.TypeNameResolver;

/**
 * Names the schemas. A type that is nested in another one than a controller has the name of that type as its prefix, without its
 * suffix: {@code TicketResponse.Person} is {@code TicketPerson}. Two nested types of the same name would else share a schema.
 */
final class SchemaNames extends TypeNameResolver {
    private static final String CONTROLLER = "Controller";
    private static final String SUFFIX = "(Response|Request|Json|Event)$";

    @Override
    protected String getNameOfClass(Class<?> type) {
        var outer = type.getEnclosingClass();
        var name = type.getSimpleName();
        if (outer == null || outer.getSimpleName().endsWith(CONTROLLER)) return name;
        var prefix = getNameOfClass(outer).replaceFirst(SUFFIX, "");
        return name.startsWith(prefix) ? name : prefix + name;
    }
}
