package io.amparo.knowledge.product;

import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Projection;
import java.util.Set;
import org.bson.Document;

/** Projection of amparo.products. */
public final class Products extends Projection<Product> {

    public Products(Outbox outbox) {
        super(outbox, "products");
    }

    @Override
    protected Document write(Product product) {
        return new Document("id", product.id()).append("releases", product.releases().stream().sorted().toList());
    }

    @Override
    protected Product read(Document state) {
        return new Product(state.getString("id"), Set.copyOf(state.getList("releases", String.class)));
    }
}
