package io.amparo.entitlement.catalogue;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import io.amparo.events.product.ReleaseLine.DatedVersion;
import io.amparo.events.product.ReleaseVersion;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Projection;
import java.time.LocalDate;
import org.bson.Document;

/** Projection of amparo.products. */
public final class Products extends Projection<Product> {
    /** Products of one line that a decision considers; a line has one product per major version. */
    private static final int MAX_LINE = 500;

    public Products(Outbox outbox) {
        super(outbox, "products", new IndexModel(Indexes.ascending("state.line", "_id")));
    }

    /** Returns the line of a product. Served by the index on {@code line}. */
    public ProductLine lineOf(String productId) {
        return lookUp(productId).map(product -> new ProductLine(lookUp("state.line", product.line(), MAX_LINE)))
                .orElse(ProductLine.UNKNOWN);
    }

    @Override
    protected Document write(Product product) {
        var endOfLife = product.endOfLife();
        return new Document("id", product.id()).append("name", product.name()).append("line", product.line())
                .append("releases", product.releases().stream().map(Products::write).toList())
                .append("endOfLife", endOfLife == null ? null : endOfLife.toString()).append("successor", product.successor());
    }

    @Override
    protected Product read(Document state) {
        var endOfLife = state.getString("endOfLife");
        return new Product(state.getString("id"), state.getString("name"), state.getString("line"),
                state.getList("releases", Document.class).stream().map(Products::release).toList(),
                endOfLife == null ? null : LocalDate.parse(endOfLife), state.getString("successor"));
    }

    private static Document write(DatedVersion release) {
        return new Document("version", release.version().toString()).append("releasedOn", release.releasedOn().toString());
    }

    private static DatedVersion release(Document release) {
        return new DatedVersion(ReleaseVersion.parse(release.getString("version")).orElseThrow(),
                LocalDate.parse(release.getString("releasedOn")));
    }
}
