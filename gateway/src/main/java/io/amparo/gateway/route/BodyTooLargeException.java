package io.amparo.gateway.route;

import java.io.IOException;

/** The request body exceeds the limit in bytes. */
final class BodyTooLargeException extends IOException {
    BodyTooLargeException(long limit) {
        super("Request body exceeds " + limit + " bytes");
    }
}
