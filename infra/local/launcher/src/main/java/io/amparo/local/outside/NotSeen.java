package io.amparo.local.outside;

/** What a step of the story waited for, and did not see in time. */
public final class NotSeen extends RuntimeException {
    public NotSeen(String missing) {
        super(missing);
    }
}
