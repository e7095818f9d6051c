package io.amparo.sla.product;

import static java.util.stream.Collectors.toMap;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import io.amparo.events.product.ReleaseLine;
import io.amparo.events.product.ReleaseLine.DatedVersion;
import io.amparo.events.product.ReleaseVersion;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Projection;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.bson.Document;

/** Projection of amparo.products. */
public final class Products extends Projection<Product> {
    /** Products of one line that a quote considers; a line has one product per major version. */
    private static final int MAX_LINE = 500;

    public Products(Outbox outbox) {
        super(outbox, "products", new IndexModel(Indexes.ascending("state.line", "_id")));
    }

    /** @param productId empty for a ticket about no product */
    public Optional<SupportPeriod> supportPeriod(String productId) {
        return productId.isEmpty() ? Optional.empty() : lookUp(productId).map(Product::supportPeriod);
    }

    /** Returns the line of the product with the releases until this day. Served by the index on {@code line}. */
    public ReleaseLine lineOf(String productId, LocalDate day) {
        var products = lookUp(productId).map(found -> lookUp("state.line", found.line(), MAX_LINE)).orElse(List.of());
        return ReleaseLine.on(day, products.stream().collect(toMap(Product::id, Product::releases)));
    }

    @Override
    protected Document write(Product product) {
        var endOfLife = product.supportPeriod().endOfLife();
        return new Document("id", product.id()).append("line", product.line())
                .append("releases",
                        product.releases().stream()
                                .map(release -> new Document("version", release.version().toString()).append("releasedOn",
                                        release.releasedOn().toString()))
                                .toList())
                .append("endOfLife", endOfLife == null ? null : endOfLife.toString())
                .append("changedAt", product.supportPeriod().changedAt());
    }

    @Override
    protected Product read(Document state) {
        var endOfLife = state.getString("endOfLife");
        return new Product(state.getString("id"), state.getString("line"),
                state.getList("releases", Document.class).stream().map(Products::release).toList(),
                new SupportPeriod(endOfLife == null ? null : LocalDate.parse(endOfLife), state.getDate("changedAt").toInstant()));
    }

    private static DatedVersion release(Document release) {
        return new DatedVersion(ReleaseVersion.parse(release.getString("version")).orElseThrow(),
                LocalDate.parse(release.getString("releasedOn")));
    }
}
