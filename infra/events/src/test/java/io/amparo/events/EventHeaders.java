package io.amparo.events;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The record headers that {@link EventCodec} writes, with their meaning. */
final class EventHeaders {
    private static final List<String> OPTIONAL = List.of("ce_correlationid", "ce_causationid", "ce_traceparent", "traceparent");

    static Map<String, Object> schema() {
        var headers = new LinkedHashMap<String, Object>();
        put(headers, "ce_specversion", "Version of CloudEvents.", "const", "1.0");
        put(headers, "ce_id",
                "Id of the event, `<aggregate>/<version>/<n>` for most: unique within `ce_source`, the same on every "
                        + "retry and republication.",
                "minLength", 1);
        put(headers, "ce_source", "The service that published the event, `/amparo/<service>`.", "format", "uri-reference");
        put(headers, "ce_type", "Type of the event. An incompatible change is a new type that ends in `.v2`.");
        put(headers, "ce_subject", "Id of the aggregate that the event is about: the ticket on amparo.tickets and amparo.sla.");
        put(headers, "ce_time", "Instant at which the event was decided.", "format", "date-time");
        put(headers, "ce_sequence",
                "Number of the event within `ce_source` and `ce_subject`, with leading zeros: the order is the same as "
                        + "text and as number. It increases with each event, not by one.",
                "pattern", "^[0-9]{19}$");
        put(headers, "ce_dataschema", "Address of the JSON Schema of the value, which the gateway serves.", "format", "uri");
        put(headers, "content-type", "Media type of the value.", "const", "application/json");
        put(headers, "ce_correlationid", "Trace id of the request that started the chain of events; the same on all of them.");
        put(headers, "ce_causationid", "`ce_source`, `#` and `ce_id` of the event that led to this one; absent if none did.");
        put(headers, "ce_traceparent", "Span in which the event was published (W3C Trace Context).");
        put(headers, "traceparent", "The same, under the name that tracing of Kafka clients reads.");
        var required = headers.keySet().stream().filter(name -> !OPTIONAL.contains(name)).toList();
        return AsyncApiDocument.ordered("type", "object", "description",
                "Record headers, each as text in UTF-8. A consumer ignores headers that it does not know.", "required", required,
                "properties", headers);
    }

    private static void put(Map<String, Object> headers, String name, String meaning, Object... keyword) {
        var schema = AsyncApiDocument.ordered("type", "string", "description", meaning);
        schema.putAll(AsyncApiDocument.ordered(keyword));
        headers.put(name, schema);
    }

    private EventHeaders() {}
}
