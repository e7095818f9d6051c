package io.amparo.eol.product;

import io.amparo.events.product.ProductEvent.Release;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import java.util.List;

/**
 * Registers a product. Idempotent: the same content returns the existing product; other content under its id is refused with 409.
 */
final class RegisterProduct {
    record Command(String id, String name, String line, List<Release> releases) {}

    private final Products products;
    private final VendorClock time;

    RegisterProduct(Products products, VendorClock time) {
        this.products = products;
        this.time = time;
    }

    Versioned<Product> handle(Command command) {
        var change = Product.register(command.id(), command.name(), command.line(), command.releases(), time.now());
        var inserted = products.insert(command.id(), "register", change);
        var found = products.find(command.id()).orElseThrow();
        if (!inserted && !found.state().hasSameDescriptionAs(change.state())) throw ApiException.conflict("product-exists");
        return found;
    }
}
