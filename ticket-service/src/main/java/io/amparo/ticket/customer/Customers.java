package io.amparo.ticket.customer;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import io.amparo.platform.security.EmailAddress;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Projection;
import io.amparo.ticket.customer.Customer.Contact;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Projection of amparo.customers. */
public final class Customers extends Projection<Customer> {

    public Customers(Outbox outbox) {
        super(outbox, "customers", new IndexModel(Indexes.ascending("state.contacts.email")),
                new IndexModel(Indexes.ascending("state.contacts.id")));
    }

    /**
     * Returns the customer that lists this person as a contact. Served by the indexes on the contacts.
     *
     * @param person contact id, or e-mail address in any spelling
     */
    public Optional<Customer> findByContact(String person) {
        var found = person.indexOf('@') < 0
                ? lookUp("state.contacts.id", person, 1)
                : lookUp("state.contacts.email", EmailAddress.fold(person), 1);
        return found.stream().findFirst();
    }

    @Override
    protected Document write(Customer customer) {
        return new Document("id", customer.id()).append("name", customer.name()).append("contacts", customer.contacts().stream()
                .map(contact -> new Document("id", contact.id()).append("email", contact.email()).append("name", contact.name())
                        .append("language", contact.language()).append("administrator", contact.administrator())
                        .append("activeFrom", contact.activeFrom()).append("activeTo", contact.activeTo()))
                .toList()).append("serves", customer.serves()).append("waivers", customer.waivers());
    }

    @Override
    protected Customer read(Document state) {
        return new Customer(state.getString("id"), state.getString("name"),
                state.getList("contacts", Document.class).stream()
                        .map(contact -> new Contact(contact.getString("id"), contact.getString("email"),
                                contact.getString("name"), contact.getString("language"), contact.getBoolean("administrator"),
                                instant(contact, "activeFrom"), instant(contact, "activeTo")))
                        .toList(),
                state.getList("serves", String.class, List.of()), state.getList("waivers", String.class, List.of()));
    }

    private static @Nullable Instant instant(Document contact, String field) {
        var stored = contact.getDate(field);
        return stored == null ? null : stored.toInstant();
    }
}
