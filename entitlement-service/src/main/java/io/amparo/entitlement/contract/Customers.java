package io.amparo.entitlement.contract;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Sorts.ascending;
import static java.util.stream.Collectors.toSet;

import java.util.Set;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import io.amparo.entitlement.contract.Holdings.HoursEntry;
import io.amparo.entitlement.contract.Invitations.Acceptance;
import io.amparo.entitlement.contract.Invitations.SentMail;
import io.amparo.events.customer.CustomerEvent;
import io.amparo.events.customer.CustomerEvent.AdvisorPackage;
import io.amparo.events.customer.CustomerEvent.Contact;
import io.amparo.events.customer.CustomerEvent.Installation;
import io.amparo.events.customer.CustomerEvent.RemainingMaintenance;
import io.amparo.platform.security.EmailAddress;
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
     * Returns the contact with this id that acts for a customer: one of its own, or one of a company that serves it.
     *
     * @param customer the customer that the request is about
     */
    public Optional<Contact> findContactFor(Customer customer, String contactId) {
        return customer.contact(contactId).or(() -> findByContactId(contactId)
                .filter(company -> company.serves().contains(customer.id())).flatMap(company -> company.contact(contactId)));
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
        var contract = customer.contract();
        var holdings = customer.holdings();
        return new Document("id", customer.id()).append("name", customer.name()).append("language", customer.language())
                .append("zone", customer.zone()).append("domains", customer.domains())
                .append("contract",
                        new Document("edition", contract.edition().name()).append("validFrom", contract.validFrom().toString())
                                .append("validTo", contract.validTo().toString()).append("slaPlan", contract.slaPlan())
                                .append("contactQuota", contract.contactQuota()))
                .append("contacts", encodeAll(customer.contacts(), Customers::encode))
                .append("invitations", encodeAll(customer.invitations().pending(), Customers::encode))
                .append("acceptances",
                        encodeAll(customer.invitations().accepted(),
                                accepted -> new Document("token", accepted.token()).append("contactId", accepted.contactId())))
                .append("invitationMails",
                        encodeAll(customer.invitations().mails(),
                                mail -> new Document("address", mail.addressHash()).append("at", mail.at().toString())))
                .append("packages",
                        encodeAll(holdings.packages(),
                                booked -> new Document("code", booked.code()).append("units", booked.units())
                                        .append("validFrom", booked.validFrom().toString())
                                        .append("validTo", booked.validTo().toString())))
                .append("installations", encodeAll(holdings.installations(),
                        installed -> new Document("productId", installed.productId()).append("version", installed.version())))
                .append("waivers", holdings.waivers()).append("serves", customer.serves())
                .append("remainingMaintenance", encodeAll(holdings.remainingMaintenance(),
                        agreed -> new Document("productId", agreed.productId()).append("until", agreed.until().toString())))
                .append("hours",
                        encodeAll(holdings.hours(), entry -> new Document("kind", entry.kind()).append("minutes", entry.minutes())
                                .append("reason", entry.reason()).append("at", entry.at().toString())));
    }

    private static Document encode(Contact contact) {
        return new Document("id", contact.id()).append("email", contact.email()).append("name", contact.name())
                .append("language", contact.language()).append("zone", contact.zone())
                .append("administrator", contact.administrator());
    }

    private static Document encode(Invitation invitation) {
        return encode(invitation.contact()).append("token", invitation.token()).append("inviter", invitation.inviter())
                .append("mailing", invitation.mailing()).append("expiresAt", invitation.expiresAt().toString());
    }

    /** Parses a JSON array of customers in the form of the stored documents, such as the demonstration data. */
    public static List<Customer> parse(String json) {
        return decodeAll(Document.parse("{\"customers\":" + json + "}"), "customers", Customers::decode);
    }

    @Override
    protected Customer read(Document state) {
        return decode(state);
    }

    private static Customer decode(Document state) {
        return new Customer(state.getString("id"), state.getString("name"), state.getString("language"), state.getString("zone"),
                state.getList("domains", String.class), contract(state.get("contract", Document.class)),
                decodeAll(state, "contacts", Customers::contact), holdings(state),
                state.getList("serves", String.class, List.of()), invitations(state));
    }

    private static Contact contact(Document document) {
        return new Contact(document.getString("id"), document.getString("email"), document.getString("name"),
                document.getString("language"), document.getString("zone"), document.getBoolean("administrator"));
    }

    /** Customers that were stored before there were invitations have none. */
    private static Invitations invitations(Document state) {
        if (!state.containsKey("invitations")) return Invitations.NONE;
        return new Invitations(
                decodeAll(state, "invitations",
                        document -> new Invitation(contact(document), document.getString("token"), document.getString("inviter"),
                                document.getInteger("mailing"), Instant.parse(document.getString("expiresAt")))),
                decodeAll(state, "acceptances",
                        document -> new Acceptance(document.getString("token"), document.getString("contactId"))),
                decodeAll(state, "invitationMails",
                        document -> new SentMail(document.getString("address"), Instant.parse(document.getString("at")))));
    }

    private static Holdings holdings(Document state) {
        return new Holdings(
                decodeAll(state, "packages",
                        document -> new AdvisorPackage(document.getString("code"), document.getInteger("units"),
                                day(document, "validFrom"), day(document, "validTo"))),
                decodeAll(state, "installations",
                        document -> new Installation(document.getString("productId"), document.getString("version"))),
                state.getList("waivers", String.class),
                decodeAll(state, "remainingMaintenance",
                        document -> new RemainingMaintenance(document.getString("productId"), day(document, "until"))),
                decodeAll(state, "hours", document -> new HoursEntry(document.getString("kind"), document.getInteger("minutes"),
                        document.getString("reason"), Instant.parse(document.getString("at")))));
    }

    private static Contract contract(Document document) {
        return new Contract(Edition.valueOf(document.getString("edition")), day(document, "validFrom"), day(document, "validTo"),
                document.getString("slaPlan"), document.getInteger("contactQuota"));
    }

    private static LocalDate day(Document document, String field) {
        return LocalDate.parse(document.getString(field));
    }

    private static <T> List<Document> encodeAll(List<T> values, Function<T, Document> encode) {
        return values.stream().map(encode).toList();
    }

    private static <T> List<T> decodeAll(Document state, String field, Function<Document, T> decode) {
        return state.getList(field, Document.class).stream().map(decode).toList();
    }
}
