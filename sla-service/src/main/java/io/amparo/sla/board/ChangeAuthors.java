package io.amparo.sla.board;

import io.amparo.sla.customer.Customer;
import io.amparo.sla.customer.Customer.Contact;
import io.amparo.sla.ledger.TicketFact;
import io.amparo.sla.ledger.TicketFact.StatusChanged;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who made the changes of a ticket, and which reasons its reader gets. Customers get neither the ids of the vendor's people nor
 * the reasons that these write for colleagues (R1.4).
 *
 * @param customer the customer of the ticket; null if unknown
 * @param forStaff whether the reader belongs to the vendor's staff
 */
public record ChangeAuthors(@Nullable Customer customer, boolean forStaff) {
    /** The vendor tells the customer why a ticket is refused or declined. */
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
        return new Author(forStaff ? personId : null, customer.isFormerContact(personId) ? Side.CUSTOMER : Side.VENDOR, null);
    }

    /** Returns the reason of a fact; null if it has none, or if it is not meant for the reader. */
    @Nullable
    String reason(TicketFact fact) {
        boolean explained = fact instanceof StatusChanged change && EXPLAINED_STATUSES.contains(change.status());
        return forStaff || explained || of(fact.by()).bySide() == Side.CUSTOMER ? fact.reason() : null;
    }
}
