package io.amparo.eol.customer;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import io.amparo.eol.customer.Customer.Installation;
import io.amparo.eol.customer.Customer.Maintenance;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Projection;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.bson.Document;

/** Projection of amparo.customers. */
public final class Customers extends Projection<Customer> {

    public Customers(Outbox outbox) {
        super(outbox, "customers", new IndexModel(Indexes.ascending("state.installations.productId")));
    }

    /**
     * Returns the customers that run any version of this product, by name. Served by the index on
     * {@code installations.productId}.
     */
    public List<Customer> findByInstalledProduct(String productId) {
        return query(eq("state.installations.productId", productId)).stream().sorted(Comparator.comparing(Customer::name))
                .toList();
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
