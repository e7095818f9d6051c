package io.amparo.clients;

/** An expected result that was not observed before the deadline. */
public final class StepTimeoutException extends ClientException {
    public StepTimeoutException(String expected) {
        super("Not observed in time: " + expected);
    }
}
