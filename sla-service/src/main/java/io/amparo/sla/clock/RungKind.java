package io.amparo.sla.clock;

/** What a clock reaches at a rung: a warning below 100 percent of the budget or an escalation above it, or the breach. */
public enum RungKind {
    WARNING, BREACH
}
