package io.amparo.sla.plan;

/** The kinds of tickets that have SLA targets: Professional Support is for incidents and questions only (R5.6). */
public enum SupportKind {
    INCIDENT, QUESTION
}
