package io.amparo.knowledge.ticket;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A new ticket, in the form in which ticket-service reads it; it checks the fields. */
public record TicketRequest(String kind, String subject, String description, @Nullable String product, @Nullable String version,
        @Nullable String environment, @Nullable String effect, @Nullable String impact, @Nullable String urgency,
        @Nullable String evidence, @Nullable String customer, @Nullable Map<String, String> fields, List<String> selfHelp) {}
