package io.amparo.eol.product;

import io.amparo.platform.Ids;
import io.amparo.platform.VendorClock;
import io.amparo.platform.store.Versioned;

/** Changes the description of a product, but not its end of life. Idempotent. */
final class DescribeProduct {
    /** @param version the version that the caller read (If-Match) */
    record Command(String id, long version, Description description) {}

    private final Products products;
    private final VendorClock time;

    DescribeProduct(Products products, VendorClock time) {
        this.products = products;
        this.time = time;
    }

    Versioned<Product> handle(Command command) {
        var now = time.now();
        // Two callers may send different content for the same version: only the same content is a retry.
        var cause = "describe/" + Ids.uuidOf(command.toString());
        products.requireSuccessor(command.description().successor());
        products.update(command.id(), cause, command.version(), product -> product.describe(command.description(), now));
        return products.find(command.id()).orElseThrow();
    }
}
