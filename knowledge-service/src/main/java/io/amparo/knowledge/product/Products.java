package io.amparo.knowledge.product;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.amparo.events.product.ReleaseVersion;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Projection;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import org.bson.Document;

/** Projection of amparo.products. */
public final class Products extends Projection<Product> {
    private static final int PRODUCTS_OF_LINE = 200;
    private static final int PAGE = 500;

    public Products(Outbox outbox) {
        super(outbox, "products", new IndexModel(Indexes.ascending("state.line")));
    }

    /** Returns the products of a line; each major release can be a product of its own. */
    public List<Product> ofLine(String line) {
        return query(eq("state.line", line), Sorts.ascending("_id"), PRODUCTS_OF_LINE);
    }

    /** Passes every product of the catalogue, by id; a page of them is in memory. */
    public void forEach(Consumer<Product> action) {
        var page = query(new Document(), Sorts.ascending("_id"), PAGE);
        while (!page.isEmpty()) {
            page.forEach(action);
            page = query(gt("_id", page.getLast().id()), Sorts.ascending("_id"), PAGE);
        }
    }

    @Override
    protected Document write(Product product) {
        return new Document("id", product.id()).append("line", product.line())
                .append("releases", product.releases().stream().sorted().map(ReleaseVersion::toString).toList()).append("majors",
                        product.majors().entrySet().stream().map(
                                major -> new Document("major", major.getKey()).append("releasedOn", major.getValue().toString()))
                                .toList());
    }

    @Override
    protected Product read(Document state) {
        return new Product(state.getString("id"),
                state.getList("releases", String.class).stream().flatMap(release -> ReleaseVersion.parse(release).stream())
                        .collect(toUnmodifiableSet()),
                state.getString("line"), state.getList("majors", Document.class, List.of()).stream().collect(
                        toMap(major -> major.getInteger("major"), major -> LocalDate.parse(major.getString("releasedOn")))));
    }
}
