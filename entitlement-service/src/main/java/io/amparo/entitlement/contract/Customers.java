package io.amparo.entitlement.contract;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Sorts.ascending;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import io.amparo.events.customer.CustomerEvent;
import io.amparo.events.customer.CustomerEvent.AdvisorPackage;
import io.amparo.events.customer.CustomerEvent.Contact;
import io.amparo.events.customer.CustomerEvent.Installation;
import io.amparo.events.customer.CustomerEvent.RemainingMaintenance;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Versioned;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bson.Document;

/** Store of the customers. */
public final class Customers extends AggregateStore<Customer, CustomerEvent> {

    public Customers(Outbox outbox) {
        super(outbox, "customers", new IndexModel(Indexes.ascending("state.contacts.email")),
                new IndexModel(Indexes.ascending("state.domains")));
    }

    /**
     * Returns the customer that lists this e-mail address as a contact; the case is ignored. Served by the index on
     * {@code contacts.email}.
     */
    public Optional<Customer> ofContact(String email) {
        return first("state.contacts.email", Customer.plainly(email));
    }

    /** Returns the company that uses the domain of this address. Served by the index on {@code domains}. */
    public Optional<Customer> ofEmployee(String email) {
        return first("state.domains", Customer.domainOf(email));
    }

    private Optional<Customer> first(String field, String value) {
        return query(eq(field, value), ascending("_id"), 1).stream().map(Versioned::state).findFirst();
    }

    /** Returns the customers with an id after {@code after}, in ascending order. Served by the index on {@code _id}. */
    public List<Versioned<Customer>> page(String after, int limit) {
        return query(gt("_id", after), ascending("_id"), limit);
    }

    @Override
    protected Document write(Customer customer) {
        var contract = customer.contract();
        return new Document("id", customer.id()).append("name", customer.name()).append("language", customer.language())
                .append("zone", customer.zone()).append("domains", customer.domains())
                .append("contract",
                        new Document("edition", contract.edition().name()).append("validFrom", contract.validFrom().toString())
                                .append("validTo", contract.validTo().toString()).append("slaPlan", contract.slaPlan())
                                .append("contactQuota", contract.contactQuota()))
                .append("contacts",
                        each(customer.contacts(),
                                contact -> new Document("email", contact.email()).append("name", contact.name())
                                        .append("language", contact.language()).append("zone", contact.zone())
                                        .append("administrator", contact.administrator())))
                .append("packages",
                        each(customer.packages(),
                                booked -> new Document("code", booked.code()).append("units", booked.units())
                                        .append("validFrom", booked.validFrom().toString())
                                        .append("validTo", booked.validTo().toString())))
                .append("installations", each(customer.installations(),
                        installed -> new Document("productId", installed.productId()).append("version", installed.version())))
                .append("waivers", customer.waivers())
                .append("remainingMaintenance", each(customer.remainingMaintenance(),
                        agreed -> new Document("productId", agreed.productId()).append("until", agreed.until().toString())))
                .append("hours",
                        each(customer.hours(), entry -> new Document("kind", entry.kind()).append("minutes", entry.minutes())
                                .append("reason", entry.reason()).append("at", entry.at().toString())));
    }

    @Override
    protected Customer read(Document state) {
        return new Customer(state.getString("id"), state.getString("name"), state.getString("language"), state.getString("zone"),
                state.getList("domains", String.class), contract(state.get("contract", Document.class)),
                all(state, "contacts",
                        it -> new Contact(it.getString("email"), it.getString("name"), it.getString("language"),
                                it.getString("zone"), it.getBoolean("administrator"))),
                all(state, "packages",
                        it -> new AdvisorPackage(it.getString("code"), it.getInteger("units"), day(it, "validFrom"),
                                day(it, "validTo"))),
                all(state, "installations", it -> new Installation(it.getString("productId"), it.getString("version"))),
                state.getList("waivers", String.class),
                all(state, "remainingMaintenance", it -> new RemainingMaintenance(it.getString("productId"), day(it, "until"))),
                all(state, "hours", it -> new HoursEntry(it.getString("kind"), it.getInteger("minutes"), it.getString("reason"),
                        Instant.parse(it.getString("at")))));
    }

    private static Contract contract(Document it) {
        return new Contract(Edition.valueOf(it.getString("edition")), day(it, "validFrom"), day(it, "validTo"),
                it.getString("slaPlan"), it.getInteger("contactQuota"));
    }

    private static LocalDate day(Document it, String field) {
        return LocalDate.parse(it.getString(field));
    }

    private static <T> List<Document> each(List<T> values, Function<T, Document> written) {
        return values.stream().map(written).toList();
    }

    private static <T> List<T> all(Document state, String field, Function<Document, T> read) {
        return state.getList(field, Document.class).stream().map(read).toList();
    }
}
