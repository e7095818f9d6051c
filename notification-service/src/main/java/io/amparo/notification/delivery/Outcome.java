package io.amparo.notification.delivery;

import java.time.Instant;

/** Outcome of an attempt to send a mail to the mail server. Reasons contain no personal data, because they are logged. */
sealed interface Outcome {

    /** The server accepted the mail. */
    record Accepted() implements Outcome {}

    /** The server refused the mail permanently. */
    record Refused(String reason) implements Outcome {}

    /** The server certainly did not accept the mail: it could not be reached, or it reported a temporary failure. */
    record Unavailable(String reason) implements Outcome {

        /** Whether any other mail would have the same outcome. A temporary refusal of one mail, except 421, is none. */
        boolean concernsServer() {
            return !reason.startsWith("SMTP 4") || reason.equals("SMTP 421");
        }
    }

    /** The attempt did not begin, because its destination domain gets no mail before this instant. */
    record Deferred(Instant until) implements Outcome {}

    /** The server got the whole mail, but no reply came: it may have accepted the mail. */
    record Unconfirmed(String reason) implements Outcome {}

    /** The attempt did not send the mail: it lost its lease, or the recipient cannot get it now. The server did not accept it. */
    record Superseded() implements Outcome {}
}
