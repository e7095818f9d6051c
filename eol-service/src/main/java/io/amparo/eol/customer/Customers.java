package io.amparo.eol.customer;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.amparo.eol.customer.Customer.Contact;
import io.amparo.eol.customer.Customer.Installation;
import io.amparo.eol.customer.Customer.Maintenance;
import io.amparo.platform.security.EmailAddress;
import io.amparo.platform.store.Instants;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Projection;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bson.Document;

/** Projection of amparo.customers. */
public final class Customers extends Projection<Customer> {
    private static final int PAGE_SIZE = 500;

    public Customers(Outbox outbox) {
        super(outbox, "customers", new IndexModel(Indexes.ascending("state.installations.productId", "_id")),
                new IndexModel(Indexes.ascending("state.maintenance.productId", "_id")),
                new IndexModel(Indexes.ascending("state.contacts.email")));
    }

    /**
     * Returns the customer that lists this person as a contact. Served by the index on {@code contacts.email}.
     *
     * @param email in any spelling
     */
    public Optional<Customer> findByContact(String email) {
        return lookUp("state.contacts.email", EmailAddress.fold(email), 1).stream().findFirst();
    }

    /**
     * Returns a page of the customers that run any version of this product or have agreed maintenance for it, ordered by id.
     * Served by the indexes on {@code installations.productId} and {@code maintenance.productId}.
     */
    public List<Customer> findAffected(String productId, String afterId, int limit) {
        var affected = or(eq("state.installations.productId", productId), eq("state.maintenance.productId", productId));
        return query(and(affected, gt("_id", afterId)), Sorts.ascending("_id"), limit);
    }

    /** Passes every affected customer to the reader. Holds at most 500 customers in memory. */
    public void forEachAffected(String productId, Consumer<Customer> reader) {
        List<Customer> page;
        var afterId = "";
        do {
            page = findAffected(productId, afterId, PAGE_SIZE);
            page.forEach(reader);
            if (!page.isEmpty()) afterId = page.getLast().id();
        } while (page.size() == PAGE_SIZE);
    }

    @Override
    protected Document write(Customer customer) {
        return new Document("id", customer.id()).append("name", customer.name()).append("zone", customer.zone())
                .append("contractEnds", customer.contractEnds().toString())
                .append("contacts", customer.contacts().stream()
                        .map(contact -> new Document("id", contact.id()).append("email", contact.email())
                                .append("language", contact.language()).append("administrator", contact.administrator())
                                .append("activeFrom", contact.activeFrom()).append("activeTo", contact.activeTo()))
                        .toList())
                .append("serves", customer.serves())
                .append("installations", customer.installations().stream()
                        .map(installed -> new Document("productId", installed.productId()).append("version", installed.version()))
                        .toList())
                .append("maintenance", customer.maintenance().stream()
                        .map(agreed -> new Document("productId", agreed.productId()).append("until", agreed.until().toString()))
                        .toList());
    }

    @Override
    protected Customer read(Document state) {
        return new Customer(state.getString("id"), state.getString("name"), state.getString("zone"),
                LocalDate.parse(state.getString("contractEnds")),
                state.getList("contacts", Document.class).stream()
                        .map(contact -> new Contact(contact.getString("id"), contact.getString("email"),
                                contact.getString("language"), contact.getBoolean("administrator"),
                                Instants.read(contact, "activeFrom"), Instants.read(contact, "activeTo")))
                        .toList(),
                state.getList("serves", String.class),
                state.getList("installations", Document.class).stream()
                        .map(installed -> new Installation(installed.getString("productId"), installed.getString("version")))
                        .toList(),
                state.getList("maintenance", Document.class).stream()
                        .map(agreed -> new Maintenance(agreed.getString("productId"), LocalDate.parse(agreed.getString("until"))))
                        .toList());
    }
}
