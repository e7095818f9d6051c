package io.amparo.ticket.customer;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Projection;
import io.amparo.ticket.customer.Customer.Contact;
import java.util.Locale;
import java.util.Optional;
import org.bson.Document;

/** Projection of amparo.customers. */
public final class Customers extends Projection<Customer> {

    public Customers(Outbox outbox) {
        super(outbox, "customers", new IndexModel(Indexes.ascending("state.contacts.email")));
    }

    /**
     * Returns the customer that lists this e-mail address as a contact; the case is ignored. Served by the index on
     * {@code contacts.email}.
     */
    public Optional<Customer> findByContact(String email) {
        return query(eq("state.contacts.email", email.toLowerCase(Locale.ROOT)), Sorts.ascending("_id"), 1).stream().findFirst();
    }

    @Override
    protected Document write(Customer customer) {
        return new Document("id", customer.id()).append("name", customer.name()).append("contacts",
                customer.contacts().stream()
                        .map(contact -> new Document("email", contact.email().toLowerCase(Locale.ROOT))
                                .append("name", contact.name()).append("language", contact.language())
                                .append("administrator", contact.administrator()))
                        .toList());
    }

    @Override
    protected Customer read(Document state) {
        return new Customer(
                state.getString("id"), state.getString("name"), state
                        .getList("contacts", Document.class).stream().map(contact -> new Contact(contact.getString("email"),
                                contact.getString("name"), contact.getString("language"), contact.getBoolean("administrator")))
                        .toList());
    }
}
