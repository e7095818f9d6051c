package io.amparo.knowledge.ticket;

import org.jspecify.annotations.Nullable;

/** What a search shows of a ticket. */
public record FoundTicket(String number, String subject, @Nullable String product) {}
