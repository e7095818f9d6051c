package io.amparo.gateway.route;

import java.io.IOException;

/** The request body exceeds the limit in bytes. */
final class BodyTooLarge extends IOException {
    BodyTooLarge(long limit) {
        super("Request body exceeds " + limit + " bytes");
    }
}
