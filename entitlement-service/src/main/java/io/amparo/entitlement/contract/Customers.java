package io.amparo.entitlement.contract;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Sorts.ascending;
import static java.util.stream.Collectors.toSet;

import java.util.Set;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import io.amparo.events.customer.CustomerEvent;
import io.amparo.events.customer.CustomerEvent.Contact;
import io.amparo.platform.security.EmailAddress;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Versioned;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bson.Document;

/** Store of the customers. */
public final class Customers extends AggregateStore<Customer, CustomerEvent> {

    public Customers(Outbox outbox) {
        super(outbox, "customers", new IndexModel(Indexes.ascending("state.contacts.email")),
                new IndexModel(Indexes.ascending("state.contacts.id")), new IndexModel(Indexes.ascending("state.domains")),
                new IndexModel(Indexes.ascending("state.invitations.token")),
                new IndexModel(Indexes.ascending("state.acceptances.token")));
    }

    /**
     * Returns the customer that lists this e-mail address as a contact, in any spelling. Served by the index on
     * {@code contacts.email}.
     */
    public Optional<Customer> findByContact(String email) {
        return findFirst("state.contacts.email", EmailAddress.fold(email));
    }

    /** Returns the customer of the contact with this id. Served by the index on {@code contacts.id}. */
    public Optional<Customer> findByContactId(String contactId) {
        return findFirst("state.contacts.id", contactId);
    }

    /** Returns the company that uses the domain of this address. Served by the index on {@code domains}. */
    public Optional<Customer> findByEmailDomain(String email) {
        return findFirst("state.domains", EmailAddress.domainOf(email));
    }

    /**
     * Returns the contact with this id that acts for a customer at an instant: one of its own, or one of a company that serves
     * it.
     *
     * @param customer the customer that the request is about
     */
    public Optional<Contact> findContactFor(Customer customer, String contactId, Instant at) {
        return customer.contact(contactId).or(() -> findByContactId(contactId)
                .filter(company -> company.serves().contains(customer.id())).flatMap(company -> company.contact(contactId)))
                .filter(contact -> contact.isActiveAt(at));
    }

    /** Passes the ids of the customers that were stored in an older form, which has no periods, or never published. */
    void forEachOutdated(Consumer<String> action) {
        forEach(or(exists("state.periods", false), eq("state.publishedAt", null)), ascending("_id"),
                customer -> action.accept(customer.id()));
    }

    /** Returns the customers with these ids. */
    List<Versioned<Customer>> allOf(List<String> ids) {
        return query(in("_id", ids), ascending("_id"), ids.size());
    }

    /** Returns those of the ids that are customers. */
    Set<String> existingAmong(List<String> ids) {
        return query(in("_id", ids), ascending("_id"), ids.size()).stream().map(Versioned::id).collect(toSet());
    }

    /** Returns the customer whose invitation has this token, also after it was accepted. Served by the indexes on the tokens. */
    public Optional<Customer> findByInvitation(String token) {
        return findFirst("state.invitations.token", token).or(() -> findFirst("state.acceptances.token", token));
    }

    private Optional<Customer> findFirst(String field, String value) {
        return query(eq(field, value), ascending("_id"), 1).stream().map(Versioned::state).findFirst();
    }

    /** Returns the customers with an id after {@code after}, in ascending order. Served by the index on {@code _id}. */
    public List<Versioned<Customer>> page(String after, int limit) {
        return query(gt("_id", after), ascending("_id"), limit);
    }

    /** As {@link #page}, limited to these customers. */
    List<Versioned<Customer>> pageOf(Set<String> ids, String after, int limit) {
        return query(and(in("_id", ids), gt("_id", after)), ascending("_id"), limit);
    }

    @Override
    protected Set<Class<?>> wholeStateEvents() {
        return Set.of(ContractChanged.class);
    }

    @Override
    protected Document write(Customer customer) {
        return CustomerCodec.encode(customer);
    }

    /** Parses a JSON array of customers in the form of the stored documents, such as the demonstration data. */
    public static List<Customer> parse(String json) {
        return CustomerCodec.decodeAll(Document.parse("{\"customers\":" + json + "}"), "customers", CustomerCodec::decode);
    }

    @Override
    protected Customer read(Document state) {
        return CustomerCodec.decode(state);
    }
}
