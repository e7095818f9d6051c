package io.amparo.eol.ticket;

/** The part of a ticket that an impact report needs. */
record Ticket(String customerId, String productId, boolean open) {}
