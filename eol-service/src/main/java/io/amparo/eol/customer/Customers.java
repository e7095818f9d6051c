package io.amparo.eol.customer;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.amparo.eol.customer.Customer.Installation;
import io.amparo.eol.customer.Customer.Maintenance;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Projection;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import org.bson.Document;

/** Projection of amparo.customers. */
public final class Customers extends Projection<Customer> {
    private static final int PAGE_SIZE = 500;

    public Customers(Outbox outbox) {
        super(outbox, "customers", new IndexModel(Indexes.ascending("state.installations.productId", "_id")));
    }

    /**
     * Returns a page of the customers that run any version of this product, ordered by id. Served by the index on
     * {@code installations.productId}.
     */
    public List<Customer> findByInstalledProduct(String productId, String afterId, int limit) {
        return query(and(eq("state.installations.productId", productId), gt("_id", afterId)), Sorts.ascending("_id"), limit);
    }

    /** Passes every customer that runs any version of this product to the reader. Holds at most 500 customers in memory. */
    public void forEachInstalledProduct(String productId, Consumer<Customer> reader) {
        List<Customer> page;
        var afterId = "";
        do {
            page = findByInstalledProduct(productId, afterId, PAGE_SIZE);
            page.forEach(reader);
            if (!page.isEmpty()) afterId = page.getLast().id();
        } while (page.size() == PAGE_SIZE);
    }

    @Override
    protected Document write(Customer customer) {
        return new Document("id", customer.id()).append("name", customer.name())
                .append("contractEnds", customer.contractEnds().toString())
                .append("contactLanguages", customer.contactLanguages())
                .append("installations", customer.installations().stream()
                        .map(installed -> new Document("productId", installed.productId()).append("version", installed.version()))
                        .toList())
                .append("maintenance", customer.maintenance().stream()
                        .map(agreed -> new Document("productId", agreed.productId()).append("until", agreed.until().toString()))
                        .toList());
    }

    @Override
    protected Customer read(Document state) {
        return new Customer(state.getString("id"), state.getString("name"), LocalDate.parse(state.getString("contractEnds")),
                state.getList("contactLanguages", String.class),
                state.getList("installations", Document.class).stream()
                        .map(installed -> new Installation(installed.getString("productId"), installed.getString("version")))
                        .toList(),
                state.getList("maintenance", Document.class).stream()
                        .map(agreed -> new Maintenance(agreed.getString("productId"), LocalDate.parse(agreed.getString("until"))))
                        .toList());
    }
}
