package io.amparo.gateway.route;

import java.io.IOException;

/** The gateway does not read the rest of a request body. */
final class RefusedBodyException extends IOException {
    enum Reason {
        TOO_LARGE, TOO_SLOW, TOO_MUCH_OF_CALLER, TOO_MUCH_IN_ALL
    }

    private final Reason reason;

    RefusedBodyException(Reason reason) {
        super("Request body refused: " + reason);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
