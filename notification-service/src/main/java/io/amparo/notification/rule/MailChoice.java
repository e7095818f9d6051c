package io.amparo.notification.rule;

/** How a person gets the mails of a kind of event. */
public enum MailChoice {
    /** No mail. */
    NONE,
    /** A mail for each event, after the quiet hours of the person. */
    AT_ONCE,
    /** One mail a day with all events. */
    DIGEST
}
