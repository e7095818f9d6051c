package io.amparo.entitlement.ledger;

import io.amparo.entitlement.contract.Customer;
import io.amparo.entitlement.contract.Customers;
import io.amparo.entitlement.contract.Holdings.HoursEntry;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the hours and package units over that stored customers hold, each once, into lots with ids of their own. A start reads
 * all customers and writes only what is missing: also what a crash between a booked package and its lot has left out.
 */
public final class LotTakeover {
    /** Beginning of the ids of what orders have booked. */
    public static final String ORDERED = "order-";

    private final Customers customers;
    private final Lots lots;
    private final LotEntries entries;

    LotTakeover(Customers customers, Lots lots, LotEntries entries) {
        this.customers = customers;
        this.lots = lots;
        this.entries = entries;
    }

    void handle() {
        customers.forEach(customer -> {
            openHours(customer);
            openUnits(customer);
        });
    }

    /** All entries become one lot, which ends with the contract: its purchases are the purchase, the others are adjustments. */
    private void openHours(Customer customer) {
        var hours = customer.holdings().hours();
        var id = "hours-%s-contract".formatted(customer.id());
        int purchased = hours.stream().mapToInt(HoursEntry::minutes).filter(minutes -> minutes > 0).sum();
        if (purchased < 1) return;
        var first = hours.getFirst();
        var from = customer.dayOf(first.at());
        var to = customer.periods().all().isEmpty() ? from : customer.periods().all().getLast().validTo();
        var terms = terms(customer, LotKind.HOURS, null, from, to.isBefore(from) ? from : to);
        if (lots.find(id).isEmpty()) lots.open(id, Lot.purchase(id, terms, purchased, note(first)));
        for (int n = 0; n < hours.size(); n++) {
            var entry = hours.get(n);
            var entryId = "contract/" + n;
            // The stored entries may have been below zero, a lot is not.
            if (entry.minutes() < 0 && !entries.contains(List.of(id), entryId))
                lots.append(id, entryId, lot -> lot.adjust(entryId, Math.max(entry.minutes(), -lot.balance()), note(entry)));
        }
    }

    /**
     * Opens the lots of the packages that are consumed by units; a lot that is open stays as it is. An order opens the lot of its
     * package itself.
     */
    public void openUnits(Customer customer) {
        for (var held : customer.holdings().packages()) {
            var booked = held.value();
            var units = booked.units();
            if (units == null || units < 1 || held.id().startsWith(ORDERED)) continue;
            var id = "units-%s-%s-%s".formatted(customer.id(), booked.code(), booked.validFrom());
            var terms = terms(customer, LotKind.UNITS, booked.code(), booked.validFrom(), booked.validTo());
            if (lots.find(id).isEmpty())
                lots.open(id, Lot.purchase(id, terms, units, EntryNote.automatic(null, terms.startsAt())));
        }
    }

    private static LotTerms terms(Customer customer, LotKind kind, @Nullable String packageCode, LocalDate from, LocalDate to) {
        return LotTerms.of(customer.id(), kind, packageCode, from, to, ZoneId.of(customer.zone()));
    }

    private static EntryNote note(HoursEntry entry) {
        return new EntryNote(null, null, null, entry.reason(), null, entry.at());
    }
}
