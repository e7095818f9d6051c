package io.amparo.local.demo;

/** A step of the story had another result than expected; the message is meant for people. */
final class StepFailedException extends RuntimeException {
    StepFailedException(String message) {
        super(message);
    }
}
