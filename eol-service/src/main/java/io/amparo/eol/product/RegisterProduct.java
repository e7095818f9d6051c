package io.amparo.eol.product;

import io.amparo.platform.VendorClock;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;

/**
 * Registers a product. Idempotent: the same content returns the existing product; other content under its id is refused with 409.
 */
final class RegisterProduct {
    record Command(String id, Description description) {}

    private final Products products;
    private final VendorClock time;

    RegisterProduct(Products products, VendorClock time) {
        this.products = products;
        this.time = time;
    }

    Versioned<Product> handle(Command command) {
        products.requireSuccessor(command.description().successor());
        var change = Product.register(command.id(), command.description(), time.now());
        var inserted = products.insert(command.id(), "register", change);
        var found = products.find(command.id()).orElseThrow();
        if (!inserted && !found.state().description().equals(command.description()))
            throw ApiException.conflict("product-exists");
        return found;
    }
}
