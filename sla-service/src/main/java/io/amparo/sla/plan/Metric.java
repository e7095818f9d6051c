package io.amparo.sla.plan;

/** What a promise measures. */
public enum Metric {
    FIRST_RESPONSE, RESOLUTION
}
