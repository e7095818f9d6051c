package io.amparo.sla.board;

import io.amparo.sla.customer.Customer;
import io.amparo.sla.customer.Customer.Contact;
import io.amparo.sla.ledger.TicketFact;
import io.amparo.sla.ledger.TicketFact.StatusChanged;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who made the changes of a ticket, and which reasons its reader gets. Customers get neither the ids of the vendor's people nor
 * the reasons that these write for colleagues (R1.4).
 *
 * @param customer the customer of the ticket; null if unknown
 * @param companies finds the company that lists a person as a present or former contact: the customer may be served by another
 * @param forStaff whether the reader belongs to the vendor's staff
 */
public record ChangeAuthors(@Nullable Customer customer, Function<String, Optional<Customer>> companies, boolean forStaff) {
    /** The customer learns why a ticket is refused or declined. */
    private static final Set<String> EXPLAINED_STATUSES = Set.of("REFUSED", "DECLINED");

    /** The side of a person who changed something. */
    enum Side { CUSTOMER, VENDOR }

    /**
     * @param by person id; null if no person made the change, or if the reader may not know the person
     * @param bySide null if no person made the change, or if the customer of the ticket is unknown
     * @param name how texts name a contact; null for others
     */
    record Author(@Nullable String by, @Nullable Side bySide, @Nullable String name) {
        private static final Author SYSTEM = new Author(null, null, null);
    }

    Author of(@Nullable String personId) {
        if (personId == null) return Author.SYSTEM;
        if (customer == null) return new Author(forStaff ? personId : null, null, forStaff ? personId : null);
        var contact = customer.contact(personId);
        if (contact.isPresent()) return new Author(personId, Side.CUSTOMER, contact.map(Contact::name).get());
        if (customer.isFormerContact(personId)) return new Author(forStaff ? personId : null, Side.CUSTOMER, null);
        return ofOtherCompany(personId, customer.id());
    }

    /** A contact of a company that serves the customer, or has served it; the vendor's people are contacts of no company. */
    private Author ofOtherCompany(String personId, String customerId) {
        var company = companies.apply(personId);
        return company.filter(each -> each.serves().contains(customerId)).flatMap(each -> each.contact(personId))
                .map(contact -> new Author(personId, Side.CUSTOMER, contact.name()))
                .orElseGet(() -> new Author(forStaff ? personId : null, company.isPresent() ? Side.CUSTOMER : Side.VENDOR, null));
    }

    /** Returns the reason of a fact; null if it has none, or if it is not meant for the reader. */
    @Nullable
    String reason(TicketFact fact) {
        boolean explained = fact instanceof StatusChanged change && EXPLAINED_STATUSES.contains(change.status());
        return forStaff || explained || of(fact.by()).bySide() == Side.CUSTOMER ? fact.reason() : null;
    }
}
