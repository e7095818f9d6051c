package io.amparo.notification.delivery;

/** What came of an attempt to hand a mail to the mail server. Reasons name no person: they are logged. */
sealed interface Outcome {

    /** The server has taken the mail over. */
    record Accepted() implements Outcome {}

    /** The server will not take this mail, now or later. */
    record Refused(String reason) implements Outcome {}

    /** No answer, or one that may be another later. */
    record Unavailable(String reason) implements Outcome {}
}
