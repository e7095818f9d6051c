package io.amparo.events;

import io.amparo.events.Vocabulary.Email;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Creates sample events by reflection, with a plausible value for every record component: the golden files that they become are
 * the examples of the contract.
 */
final class Sample {
    private static final String TICKET = "0199f3a2-6c41-7b8e-9d05-2f4c1e7a8b63";
    private static final String BRUNO = "3f0c9a52-8d14-4b7e-a6f0-5d2b1c9e7a31";
    private static final String FABIO = "fabio";
    private static final Map<String, String> TEXTS = Map.ofEntries(Map.entry("ticketId", TICKET),
            Map.entry("number", "T-2026-000123"), Map.entry("splitNumber", "T-2026-000124"), Map.entry("customerId", "acme"),
            Map.entry("customerName", "Acme Telecomunicações"), Map.entry("product", "opmon-9"),
            Map.entry("productId", "opmon-9"), Map.entry("productName", "OpMon 9"), Map.entry("line", "opmon"),
            Map.entry("successor", "opmon-10"), Map.entry("version", "9.2"), Map.entry("release", "9.3"),
            Map.entry("fixVersion", "9.3"), Map.entry("bug", "OPM-4711"), Map.entry("language", "pt-BR"),
            Map.entry("zone", "America/Sao_Paulo"), Map.entry("tzdata", "2026c"), Map.entry("offset", "-03:00"),
            Map.entry("plan", "gold"), Map.entry("planId", "gold"), Map.entry("slaPlan", "gold"), Map.entry("contract", "gold"),
            Map.entry("calendar", "business-hours"), Map.entry("calendarId", "business-hours"), Map.entry("value", "gold/2"),
            Map.entry("from", "08:00"), Map.entry("to", "18:00"), Map.entry("about", TICKET),
            Map.entry("cause", "/amparo/ticket-service#" + TICKET + "/3/0"), Map.entry("by", FABIO), Map.entry("id", BRUNO),
            Map.entry("deputyFor", "acme-ana"), Map.entry("serves", "borealis"), Map.entry("contact", BRUNO),
            Map.entry("announcedBy", FABIO), Map.entry("approvedBy", "heitor"), Map.entry("requestedBy", BRUNO),
            Map.entry("item", "visita-on-site"), Map.entry("announcedIn", TICKET + "/RESOLUTION/1/BREACHED"),
            Map.entry("wholeBody", "/api/v1/tickets/T-2026-000123/messages/m-2"), Map.entry("clause", "9.C5"),
            Map.entry("ticketSequence", "0000000000003999999"), Map.entry("slaSequence", "0000000000000000007"));

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
        var text = EventSchemas.textOf(component.getDeclaringRecord(), component.getName()).<Class<?>>map(TextOf::value)
                .orElse(String.class);
        return value(component.getName(), component.getGenericType(), text);
    }

    private static Object value(String name, Type type, Class<?> text) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class)
            return List.of(value(name, list.getActualTypeArguments()[0], text));
        if (type == String.class) return text(name, text);
        if (type == int.class || type == Integer.class) return name.equals("percent") ? 90 : 2;
        if (type == long.class || type == Long.class) return 2L;
        if (type == boolean.class || type == Boolean.class) return true;
        if (type == Instant.class) return Instant.parse("2026-11-22T12:34:56.789Z");
        if (type == LocalDate.class) return LocalDate.of(2027, 12, 31);
        if (type instanceof Class<?> nested && nested.isRecord()) return of(nested);
        throw new IllegalArgumentException(name + " has an unsupported wire type: " + type);
    }

    private static String text(String name, Class<?> text) {
        if (text.isEnum()) return text.getEnumConstants()[0].toString();
        if (text == Duration.class) return "PT4H";
        if (text == Period.class) return "P6M";
        if (text == Email.class) return "ana@example.com";
        return TEXTS.getOrDefault(name, name + " ação");
    }
}
