/** Ticket ledgers: the facts on which SLA clocks depend, and the mapping of events and contract terms to facts. */
@org.jspecify.annotations.NullMarked
package io.amparo.sla.ledger;
