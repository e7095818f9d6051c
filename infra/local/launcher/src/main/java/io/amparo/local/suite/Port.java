package io.amparo.local.suite;

/**
 * Ports on which the processes of the suite listen, each with its default number and the environment variable that overrides it.
 */
public enum Port {
    GATEWAY("GATEWAY_PORT", 8080), TICKET("TICKET_PORT", 8081), ENTITLEMENT("ENTITLEMENT_PORT", 8082), SLA("SLA_PORT", 8083),
    KNOWLEDGE("KNOWLEDGE_PORT", 8084), NOTIFICATION("NOTIFICATION_PORT", 8085), EOL("EOL_PORT", 8086),
    IDENTITY("IDENTITY_PORT", 9000), KAFKA("KAFKA_PORT", 9092), MONGODB("MONGODB_PORT", 27017), SMTP("SMTP_PORT", 3025),
    IMAP("IMAP_PORT", 3143), MAIL_PAGE("MAIL_PAGE_PORT", 8025);

    private final String variable;
    private final int defaultNumber;

    Port(String variable, int defaultNumber) {
        this.variable = variable;
        this.defaultNumber = defaultNumber;
    }

    public String variable() {
        return variable;
    }

    public int defaultNumber() {
        return defaultNumber;
    }
}
