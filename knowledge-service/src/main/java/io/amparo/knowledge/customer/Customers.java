package io.amparo.knowledge.customer;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import io.amparo.knowledge.customer.Customer.Contact;
import io.amparo.platform.security.EmailAddress;
import io.amparo.platform.store.Instants;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Projection;
import java.util.List;
import java.util.Optional;
import org.bson.Document;

/** Projection of amparo.customers. */
public final class Customers extends Projection<Customer> {

    public Customers(Outbox outbox) {
        super(outbox, "customers", new IndexModel(Indexes.ascending("state.contacts.email")));
    }

    /**
     * Returns the customer that lists this person as a contact. Served by the index on {@code contacts.email}.
     *
     * @param email in any spelling
     */
    public Optional<Customer> findByContact(String email) {
        return lookUp("state.contacts.email", EmailAddress.fold(email), 1).stream().findFirst();
    }

    @Override
    protected Document write(Customer customer) {
        return new Document("id", customer.id()).append("name", customer.name())
                .append("contacts", customer.contacts().stream()
                        .map(contact -> new Document("id", contact.id()).append("email", contact.email())
                                .append("administrator", contact.administrator()).append("activeFrom", contact.activeFrom())
                                .append("activeTo", contact.activeTo()))
                        .toList())
                .append("serves", customer.serves());
    }

    @Override
    protected Customer read(Document state) {
        return new Customer(state.getString("id"), state.getString("name"),
                state.getList("contacts", Document.class).stream()
                        .map(contact -> new Contact(contact.getString("id"), contact.getString("email"),
                                contact.getBoolean("administrator"), Instants.read(contact, "activeFrom"),
                                Instants.read(contact, "activeTo")))
                        .toList(),
                state.getList("serves", String.class, List.of()));
    }
}
