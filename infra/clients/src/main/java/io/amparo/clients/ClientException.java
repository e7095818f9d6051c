package io.amparo.clients;

/** A call that failed or had an unexpected result; the message is meant for people. */
public class ClientException extends RuntimeException {
    public ClientException(String message) {
        super(message);
    }

    public ClientException(String message, Throwable cause) {
        super(message, cause);
    }
}
