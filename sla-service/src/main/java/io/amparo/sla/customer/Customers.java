package io.amparo.sla.customer;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Projection;
import io.amparo.sla.customer.ContractTerms.MaintenanceExtension;
import io.amparo.sla.customer.ContractTerms.PackageBooking;
import io.amparo.sla.customer.Customer.Contact;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Projection of amparo.customers: the customer per id. */
public final class Customers extends Projection<Customer> {
    private static final int PAGE_SIZE = 500;

    public Customers(Outbox outbox) {
        super(outbox, "customers", new IndexModel(Indexes.ascending("state.contacts.email")),
                new IndexModel(Indexes.ascending("state.contacts.id")),
                new IndexModel(Indexes.ascending("state.formerContacts")));
    }

    /**
     * Returns the customer that names this contact. The index on {@code contacts.email} serves the query.
     *
     * @param email in folded form
     */
    public Optional<Customer> findByContact(String email) {
        return lookUp("state.contacts.email", email, 1).stream().findFirst();
    }

    /**
     * Returns a lookup, for one request, of the company that lists a person as a present or former contact. It asks the store
     * once per person, by the indexes on {@code contacts.id} and {@code formerContacts}.
     */
    public Function<String, Optional<Customer>> companiesOfPeople() {
        var known = new HashMap<String, Optional<Customer>>();
        return person -> known.computeIfAbsent(person,
                id -> query(or(eq("state.contacts.id", id), eq("state.formerContacts", id)), Sorts.ascending("_id"), 1).stream()
                        .findFirst());
    }

    /** Returns the known customers among these ids, keyed by id. */
    public Map<String, Customer> findAllById(List<String> ids) {
        return query(in("_id", ids), Sorts.ascending("_id"), ids.size()).stream()
                .collect(Collectors.toMap(Customer::id, customer -> customer));
    }

    /** Returns the zones of all customers. Holds at most 500 customers in memory. */
    Set<ZoneId> zones() {
        var zones = new HashSet<ZoneId>();
        List<Customer> page;
        var afterId = "";
        do {
            page = query(gt("_id", afterId), Sorts.ascending("_id"), PAGE_SIZE);
            page.forEach(customer -> zones.add(customer.terms().zone()));
            if (!page.isEmpty()) afterId = page.getLast().id();
        } while (page.size() == PAGE_SIZE);
        return zones;
    }

    @Override
    protected Document write(Customer customer) {
        return write(customer.terms()).append("id", customer.id()).append("name", customer.name())
                .append("contacts", customer.contacts().stream()
                        .map(contact -> new Document("id", contact.id()).append("email", contact.email())
                                .append("name", contact.name()).append("administrator", contact.administrator())
                                .append("activeFrom", contact.activeFrom()).append("activeTo", contact.activeTo()))
                        .toList())
                .append("formerContacts", customer.formerContacts()).append("serves", customer.serves())
                .append("changedAt", customer.changedAt()).append("by", customer.by()).append("reason", customer.reason());
    }

    public static Document write(ContractTerms terms) {
        return new Document("slaPlan", terms.slaPlan()).append("zone", terms.zone().getId())
                .append("packages",
                        terms.packages().stream()
                                .map(each -> new Document("code", each.code()).append("from", each.from().toString()).append("to",
                                        each.to().toString()))
                                .toList())
                .append("maintained",
                        terms.maintained().stream()
                                .map(each -> new Document("product", each.productId()).append("until", each.until().toString()))
                                .toList());
    }

    @Override
    protected Customer read(Document state) {
        return new Customer(state.getString("id"), state.getString("name"), readTerms(state), state
                .getList("contacts", Document.class).stream()
                .map(contact -> new Contact(contact.getString("id"), contact.getString("email"), contact.getString("name"),
                        contact.getBoolean("administrator"), instant(contact, "activeFrom"), instant(contact, "activeTo")))
                .toList(), state.getList("formerContacts", String.class), state.getList("serves", String.class, List.of()),
                state.getDate("changedAt").toInstant(), state.getString("by"), state.getString("reason"));
    }

    private static @Nullable Instant instant(Document contact, String field) {
        var stored = contact.getDate(field);
        return stored == null ? null : stored.toInstant();
    }

    public static ContractTerms readTerms(Document state) {
        return new ContractTerms(state.getString("slaPlan"), ZoneId.of(state.getString("zone")),
                state.getList("packages", Document.class).stream()
                        .map(each -> new PackageBooking(each.getString("code"), LocalDate.parse(each.getString("from")),
                                LocalDate.parse(each.getString("to"))))
                        .toList(),
                state.getList("maintained", Document.class).stream().map(
                        each -> new MaintenanceExtension(each.getString("product"), LocalDate.parse(each.getString("until"))))
                        .toList());
    }
}
