package io.amparo.gateway.route;

import java.io.IOException;

/** The caller sends more than is taken. */
final class BodyTooLarge extends IOException {
    BodyTooLarge(long limit) {
        super("more than " + limit + " bytes");
    }
}
