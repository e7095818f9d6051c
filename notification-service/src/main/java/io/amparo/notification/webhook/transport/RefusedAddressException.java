package io.amparo.notification.webhook.transport;

import java.net.UnknownHostException;

/** A name resolves to an address that a webhook must not connect to. The message names no address: it may be an inner one. */
final class RefusedAddressException extends UnknownHostException {
    private static final long serialVersionUID = 1;

    RefusedAddressException(String host) {
        super(host + " has an address that webhooks must not connect to");
    }
}
