package io.amparo.knowledge.product;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.amparo.events.product.ReleaseVersion;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Projection;
import org.bson.Document;

/** Projection of amparo.products. */
public final class Products extends Projection<Product> {

    public Products(Outbox outbox) {
        super(outbox, "products");
    }

    @Override
    protected Document write(Product product) {
        return new Document("id", product.id()).append("releases",
                product.releases().stream().sorted().map(ReleaseVersion::toString).toList());
    }

    @Override
    protected Product read(Document state) {
        return new Product(state.getString("id"), state.getList("releases", String.class).stream()
                .flatMap(release -> ReleaseVersion.parse(release).stream()).collect(toUnmodifiableSet()));
    }
}
