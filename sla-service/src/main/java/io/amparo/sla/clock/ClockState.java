package io.amparo.sla.clock;

/**
 * The state of a clock at an instant. AT_RISK: a warning was reached. BREACHED: the budget is used up and the target not met.
 * MET: met in time. MISSED: met after the breach.
 */
public enum ClockState {
    RUNNING, AT_RISK, BREACHED, PAUSED, MET, MISSED, CANCELLED
}
