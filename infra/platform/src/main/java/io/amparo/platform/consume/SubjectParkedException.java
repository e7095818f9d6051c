package io.amparo.platform.consume;

/** Reason of a dead letter that was not processed, because an earlier event of its subject is a dead letter. */
public final class SubjectParkedException extends RuntimeException {
    public SubjectParkedException(String subject) {
        super("An earlier event of " + subject + " is a dead letter; this one is parked behind it", null, false, false);
    }
}
