package io.amparo.sla.plan;

/** The statuses that can pause a clock. A ticket is never opened in one of them, so its clocks always start running. */
public enum PauseStatus {
    IN_PROGRESS, WAITING_CUSTOMER, WAITING_VENDOR
}
