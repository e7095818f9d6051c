package io.amparo.eol.product;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.events.product.ProductEvent.Release;
import io.amparo.platform.store.Versioned;
import java.util.List;
import java.util.UUID;

/** Changes what a product is called and which releases it has; its end is not touched. Safe to repeat. */
final class DescribeProduct {
    /** @param version what the caller saw */
    record Command(String id, long version, String name, String line, List<Release> releases) {}

    private final ProductLives products;
    private final VendorClock time;

    DescribeProduct(ProductLives products, VendorClock time) {
        this.products = products;
        this.time = time;
    }

    Versioned<ProductLife> handle(Command command) {
        var now = time.now();
        // Two people may say different things of the same version: only the same words are a repeat.
        var cause = "describe/" + UUID.nameUUIDFromBytes(command.toString().getBytes(UTF_8));
        products.update(command.id(), cause, command.version(),
                life -> life.describe(command.name(), command.line(), command.releases(), now));
        return products.find(command.id()).orElseThrow();
    }
}
