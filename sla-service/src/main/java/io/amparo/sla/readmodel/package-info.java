/**
 * The read model: each ticket with its ledger, emitted edges and status, projected from the events of tickets and of the engine.
 */
@org.jspecify.annotations.NullMarked
package io.amparo.sla.readmodel;
