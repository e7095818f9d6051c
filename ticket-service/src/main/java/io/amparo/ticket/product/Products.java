package io.amparo.ticket.product;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.amparo.events.product.ReleaseLine.DatedVersion;
import io.amparo.events.product.ReleaseVersion;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Projection;
import java.time.LocalDate;
import java.util.List;
import org.bson.Document;

/** Projection of amparo.products. */
public final class Products extends Projection<Product> {
    /** Products of one line that are considered; a line has one product per major version. */
    private static final int MAX_LINE = 500;

    public Products(Outbox outbox) {
        super(outbox, "products", new IndexModel(Indexes.ascending("state.line", "_id")));
    }

    /**
     * Returns all products of the line of a product; none if it is unknown. Reads the store: a stale answer would miss a release
     * for good. Served by the index on {@code line}.
     */
    public List<Product> lineOf(String productId) {
        return find(productId).map(found -> query(Filters.eq("state.line", found.line()), Sorts.ascending("_id"), MAX_LINE))
                .orElse(List.of());
    }

    /** Returns whether the line has exactly this release until this day, which may be of the product of another major. */
    public static boolean hasRelease(List<Product> line, ReleaseVersion version, LocalDate day) {
        return line.stream().flatMap(product -> product.releases().stream())
                .anyMatch(release -> release.version().equals(version) && !release.releasedOn().isAfter(day));
    }

    @Override
    protected Document write(Product product) {
        return new Document("id", product.id()).append("line", product.line()).append("releases",
                product.releases().stream().map(release -> new Document("version", release.version().toString())
                        .append("releasedOn", release.releasedOn().toString())).toList());
    }

    @Override
    protected Product read(Document state) {
        return new Product(state.getString("id"), state.getString("line"),
                state.getList("releases", Document.class).stream().map(Products::release).toList());
    }

    private static DatedVersion release(Document release) {
        return new DatedVersion(ReleaseVersion.parse(release.getString("version")).orElseThrow(),
                LocalDate.parse(release.getString("releasedOn")));
    }
}
