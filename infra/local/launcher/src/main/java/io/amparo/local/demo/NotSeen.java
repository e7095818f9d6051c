package io.amparo.local.demo;

/** What a step of the story waited for, and did not see in time. */
final class NotSeen extends RuntimeException {
    NotSeen(String missing) {
        super(missing);
    }
}
