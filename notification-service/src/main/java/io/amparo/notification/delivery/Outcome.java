package io.amparo.notification.delivery;

/** Outcome of an attempt to send a mail to the mail server. Reasons contain no personal data, because they are logged. */
sealed interface Outcome {

    /** The server accepted the mail. */
    record Accepted() implements Outcome {}

    /** The server refused the mail permanently. */
    record Refused(String reason) implements Outcome {}

    /** The server did not reply or reported a temporary failure. */
    record Unavailable(String reason) implements Outcome {}
}
