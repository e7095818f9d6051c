package io.amparo.platform.openapi;

import io.swagger.v3.core.jackson.TypeNameResolver;

/**
 * Names the schemas. A type that is nested in another one than a controller has the name of that type as its prefix, without its
 * suffix: {@code TicketResponse.Person} is {@code TicketPerson}. Two nested types of the same name would else share a schema. An
 * enum of the vocabulary of events has the name of the enum that ticket-service has for it: {@code TicketKind} is {@code Kind}.
 */
final class SchemaNames extends TypeNameResolver {
    private static final String CONTROLLER = "Controller";
    private static final String VOCABULARY = "Vocabulary";
    private static final String SUFFIX = "(Response|Request|Json|Event)$";

    @Override
    protected String getNameOfClass(Class<?> type) {
        var outer = type.getEnclosingClass();
        var name = type.getSimpleName();
        if (outer != null && outer.getSimpleName().equals(VOCABULARY)) return name.replaceFirst("^Ticket", "");
        if (outer == null || outer.getSimpleName().endsWith(CONTROLLER)) return name;
        var prefix = getNameOfClass(outer).replaceFirst(SUFFIX, "");
        return name.startsWith(prefix) ? name : prefix + name;
    }
}
