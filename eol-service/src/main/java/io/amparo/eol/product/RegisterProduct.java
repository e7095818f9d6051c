package io.amparo.eol.product;

import io.amparo.events.product.ProductEvent.Release;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiProblem;
import java.util.List;

/**
 * Registers a product. Idempotent: the same content returns the existing product; other content under its id is refused with 409.
 */
final class RegisterProduct {
    record Command(String id, String name, String line, List<Release> releases) {}

    private final ProductLives products;
    private final VendorClock time;

    RegisterProduct(ProductLives products, VendorClock time) {
        this.products = products;
        this.time = time;
    }

    Versioned<ProductLife> handle(Command command) {
        var change = ProductLife.register(command.id(), command.name(), command.line(), command.releases(), time.now());
        var fresh = products.insert(command.id(), "register", change);
        var found = products.find(command.id()).orElseThrow();
        if (!fresh && !found.state().isDescribedAs(change.state())) throw ApiProblem.conflict("product-exists");
        return found;
    }
}
