package io.amparo.sla.clock;

import io.amparo.platform.Adapter;
import io.amparo.sla.clock.Fact.What;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueStore;

/** Index of the open tickets by customer and by product. A contract change or the end of a product concerns these tickets. */
@Adapter
final class TicketIndex {
    private static final byte[] NOTHING = {};

    private final KeyValueStore<String, byte[]> store;

    TicketIndex(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    /** Updates the index; writes only if a ticket opens or ends. */
    void moved(Ledger ledger, boolean wasOn) {
        boolean on = ledger.isOn();
        if (on == wasOn) return;
        keys(ledger).forEach(key -> {
            if (on)
                store.put(key, NOTHING);
            else
                store.delete(key);
        });
    }

    /** Marks a ticket whose opening may be a dead letter. Later events of the ticket are parked too, and replayed after it. */
    void laidAside(String ticketId) {
        store.put("aside " + ticketId, NOTHING);
    }

    boolean isAside(String ticketId) {
        return store.get("aside " + ticketId) != null;
    }

    List<String> ofCustomer(String id) {
        return of("customer " + id + " ");
    }

    List<String> ofProduct(String id) {
        return of("product " + id + " ");
    }

    private List<String> of(String prefix) {
        var tickets = new ArrayList<String>();
        try (var all = store.prefixScan(prefix, new StringSerializer())) {
            all.forEachRemaining(entry -> tickets.add(entry.key.substring(prefix.length())));
        }
        return tickets;
    }

    private static Stream<String> keys(Ledger ledger) {
        return Stream.of("customer " + ledger.customerId() + " " + ledger.ticketId(),
                "product " + ledger.value(What.PRODUCT) + " " + ledger.ticketId());
    }
}
