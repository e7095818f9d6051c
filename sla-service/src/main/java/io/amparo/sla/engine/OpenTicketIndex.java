package io.amparo.sla.engine;

import io.amparo.platform.Adapter;
import io.amparo.sla.ledger.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueStore;

/** Index of the open tickets by customer and by product. A contract change or the end of a product concerns these tickets. */
@Adapter
final class OpenTicketIndex {
    private static final byte[] EMPTY = {};

    private final KeyValueStore<String, byte[]> store;

    OpenTicketIndex(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    /** Updates the index; writes only if a ticket opens or ends. */
    void update(Ledger ledger, boolean wasActive) {
        boolean active = ledger.isActive();
        if (active == wasActive) return;
        keys(ledger).forEach(key -> {
            if (active)
                store.put(key, EMPTY);
            else
                store.delete(key);
        });
    }

    /** Marks a ticket whose opening is a dead letter. Later events of the ticket are parked too, and replayed after it. */
    void markParked(String ticketId) {
        store.put("parked " + ticketId, EMPTY);
    }

    /** Removes the mark: the ticket was opened, or its dead letters were dropped. */
    void release(String ticketId) {
        if (isParked(ticketId)) store.delete("parked " + ticketId);
    }

    boolean isParked(String ticketId) {
        return store.get("parked " + ticketId) != null;
    }

    List<String> ofCustomer(String id) {
        return ticketsWithPrefix("customer " + id + " ");
    }

    List<String> ofProduct(String id) {
        return ticketsWithPrefix("product " + id + " ");
    }

    private List<String> ticketsWithPrefix(String prefix) {
        var tickets = new ArrayList<String>();
        try (var all = store.prefixScan(prefix, new StringSerializer())) {
            all.forEachRemaining(entry -> tickets.add(entry.key.substring(prefix.length())));
        }
        return tickets;
    }

    private static Stream<String> keys(Ledger ledger) {
        return Stream.of("customer " + ledger.customerId() + " " + ledger.ticketId(),
                "product " + ledger.product() + " " + ledger.ticketId());
    }
}
