package io.amparo.notification.audience;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.amparo.notification.audience.Customer.Deputy;
import io.amparo.notification.audience.Customer.Installation;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Projection;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Projection of amparo.customers. */
public final class Customers extends Projection<Customer> {

    public Customers(Outbox outbox) {
        super(outbox, "customers", new IndexModel(Indexes.ascending("state.installations.productId", "_id")),
                new IndexModel(Indexes.ascending("state.contacts.email")),
                new IndexModel(Indexes.ascending("state.contacts.id")));
    }

    /** Stores a state if it is newer than the stored one, and remembers the contacts that it does not have any more. */
    public void replace(long sequence, Customer customer) {
        put(customer.id(), sequence, find(customer.id()).map(customer::after).orElse(customer));
    }

    /**
     * Returns a page of customers with the product installed, ordered by id. Served by the index on
     * {@code installations.productId}.
     */
    public List<Customer> withProduct(String productId, String afterId, int limit) {
        return query(and(eq("state.installations.productId", productId), gt("_id", afterId)), Sorts.ascending("_id"), limit);
    }

    /** @param email in folded form */
    public Optional<Customer> findByContact(String email) {
        return lookUp("state.contacts.email", email, 1).stream().findFirst();
    }

    /** Returns the customer that names the contact with this id. Served by the index on {@code contacts.id}. */
    public Optional<Customer> findByContactId(String contactId) {
        return lookUp("state.contacts.id", contactId, 1).stream().findFirst();
    }

    @Override
    protected Document write(Customer customer) {
        return new Document("id", customer.id()).append("name", customer.name()).append("zone", customer.zone().getId())
                .append("contacts", customer.contacts().stream().map(Customers::encode).toList())
                .append("installations", customer.installations().stream().map(Customers::installation).toList())
                .append("formerContacts", customer.formerContacts()).append("serves", customer.serves())
                .append("deputies", customer.deputies().stream().map(Customers::deputy).toList())
                .append("administrators", customer.administrators());
    }

    @Override
    protected Customer read(Document state) {
        return new Customer(state.getString("id"), state.getString("name"), ZoneId.of(state.getString("zone")),
                state.getList("contacts", Document.class).stream().map(Customers::decodeRecipient).toList(),
                state.getList("installations", Document.class).stream().map(Customers::installation).toList(),
                state.getList("serves", String.class, List.of()), state.getList("formerContacts", String.class, List.of()),
                state.getList("deputies", Document.class, List.of()).stream().map(Customers::deputy).toList(),
                state.getList("administrators", String.class, List.of()));
    }

    private static Document deputy(Deputy deputy) {
        return new Document("contactId", deputy.contactId()).append("activeFrom", deputy.activeFrom()).append("activeTo",
                deputy.activeTo());
    }

    private static Deputy deputy(Document document) {
        return new Deputy(document.getString("contactId"), instant(document, "activeFrom"), instant(document, "activeTo"));
    }

    private static @Nullable Instant instant(Document document, String field) {
        var stored = document.getDate(field);
        return stored == null ? null : stored.toInstant();
    }

    /** Encodes a recipient as a document, also for the stores of deliveries and pending SLA definitions. */
    public static Document encode(Recipient recipient) {
        return new Document("id", recipient.id()).append("customerId", recipient.customerId()).append("email", recipient.email())
                .append("name", recipient.name()).append("language", recipient.language())
                .append("zone", recipient.zone().getId());
    }

    public static Recipient decodeRecipient(Document recipient) {
        return new Recipient(recipient.getString("id"), recipient.getString("customerId"), recipient.getString("email"),
                recipient.getString("name"), recipient.getString("language"), ZoneId.of(recipient.getString("zone")));
    }

    private static Document installation(Installation installed) {
        return new Document("productId", installed.productId()).append("version", installed.version());
    }

    private static Installation installation(Document installed) {
        return new Installation(installed.getString("productId"), installed.getString("version"));
    }
}
