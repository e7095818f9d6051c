package io.amparo.entitlement.coverage;

/** Kind of a ticket. The policy has what entitles to it; it may have fewer kinds. */
public enum Kind {
    INCIDENT, QUESTION, SERVICE_REQUEST, CONSULTANCY
}
