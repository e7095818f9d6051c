package io.amparo.entitlement.coverage;

/** Kind of a ticket, with the source of its entitlement and the clause of the policy. */
public enum Kind {
    INCIDENT("EDITION", "5.incident"), QUESTION("EDITION", "1"), SERVICE_REQUEST("PACKAGE", "6"), CONSULTANCY("HOURS", "7");

    private final String via;
    private final String clause;

    Kind(String via, String clause) {
        this.via = via;
        this.clause = clause;
    }

    String via() {
        return via;
    }

    String clause() {
        return clause;
    }

    /** Professional Support is for incidents and questions, never for service requests or consultancy (R5.6). */
    boolean isProfessionalSupport() {
        return this == INCIDENT || this == QUESTION;
    }
}
