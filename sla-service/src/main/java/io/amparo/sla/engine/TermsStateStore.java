package io.amparo.sla.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.events.Event;
import io.amparo.events.Topic;
import io.amparo.events.UnreadableEventException;
import io.amparo.platform.Adapter;
import io.amparo.sla.customer.Customer;
import io.amparo.sla.product.SupportPeriod;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Store of the contracts and of the support periods of products. A contract arrives on the customer's own partition. Products are
 * in a global table on every instance. They are copied to this store when they are read, so that a change missed during a
 * downtime is found after a restart.
 */
@Adapter
final class TermsStateStore {
    private final KeyValueStore<String, byte[]> store;
    private final KeyValueStore<byte[], byte[]> products;
    private final Function<byte[], Customer> customerDecoder;
    private final Function<byte[], SupportPeriod> supportPeriodDecoder;
    private final UnreadableRowHandler unreadableRows;
    private final Map<String, Customer> customers = new HashMap<>();
    private final Map<String, Customer> formerCustomers = new HashMap<>();
    private final Map<String, SupportPeriod> supportPeriods = new HashMap<>();

    TermsStateStore(KeyValueStore<String, byte[]> store, KeyValueStore<byte[], byte[]> products,
            Function<byte[], Customer> customerDecoder, Function<byte[], SupportPeriod> supportPeriodDecoder,
            UnreadableRowHandler unreadableRows) {
        this.store = store;
        this.products = products;
        this.customerDecoder = customerDecoder;
        this.supportPeriodDecoder = supportPeriodDecoder;
        this.unreadableRows = unreadableRows;
    }

    /**
     * Stores a contract and returns whether its terms changed. A contract that arrives late, after a replay, does not overwrite a
     * newer one.
     *
     * @param edition edition of the contract; only a meter uses it
     */
    boolean put(String customerId, Event event, String edition, byte[] contract) {
        long sequence = event.sequence();
        var stored = store.get("customer/" + customerId);
        if (stored != null && ByteBuffer.wrap(stored).getLong() >= sequence) return false;
        var after = customerDecoder.apply(contract);
        store.put("edition/" + customerId, edition.getBytes(UTF_8));
        boolean changed = !customer(customerId).map(before -> before.terms().equals(after.terms())).orElse(false);
        if (!changed) {
            // Unchanged terms keep their instant and author.
            store.put("customer/" + customerId, ByteBuffer.wrap(stored.clone()).putLong(0, sequence).array());
            return false;
        }
        store.put("change/" + customerId, EventCause.of(event).toText().getBytes(UTF_8));
        if (stored != null) {
            store.put("former/" + customerId, stored);
            store.put("since/" + customerId, ByteBuffer.allocate(Long.BYTES).putLong(after.changedAt().toEpochMilli()).array());
            formerCustomers.remove(customerId);
        }
        store.put("customer/" + customerId,
                ByteBuffer.allocate(Long.BYTES + contract.length).putLong(sequence).put(contract).array());
        customers.put(customerId, after);
        return true;
    }

    /** Returns the event that changed the terms of a customer last. */
    Optional<EventCause> changeOf(String customerId) {
        return Optional.ofNullable(store.get("change/" + customerId)).map(stored -> EventCause.parse(new String(stored, UTF_8)));
    }

    /** Returns the event that moved the end of support of a product last. */
    Optional<EventCause> supportChangeOf(String productId) {
        return Optional.ofNullable(store.get("support-change/" + productId)).filter(stored -> stored.length > 0)
                .map(stored -> EventCause.parse(new String(stored, UTF_8)));
    }

    /** Returns the edition of a customer's contract; empty if it is unknown. */
    String edition(String customerId) {
        var stored = store.get("edition/" + customerId);
        return stored == null ? "" : new String(stored, UTF_8);
    }

    Optional<Customer> customer(String id) {
        return cached(customers, id, "customer/", this::decodeCustomer);
    }

    /**
     * Returns the contract as of an instant, back to the version before its last change. A ticket may arrive after later changes
     * of its contract.
     */
    Optional<Customer> customer(String id, Instant at) {
        var since = store.get("since/" + id);
        return since == null || at.toEpochMilli() >= ByteBuffer.wrap(since).getLong()
                ? customer(id)
                : cached(formerCustomers, id, "former/", this::decodeCustomer);
    }

    private Customer decodeCustomer(byte[] contract) {
        return customerDecoder.apply(Arrays.copyOfRange(contract, Long.BYTES, contract.length));
    }

    Optional<SupportPeriod> supportPeriod(String productId) {
        return cached(supportPeriods, productId, "product/", this::decodeSupportPeriod);
    }

    private SupportPeriod decodeSupportPeriod(byte[] row) {
        return supportPeriodDecoder.apply(ProductTable.body(row));
    }

    /** Copies the changed products of the global table and returns those whose end of support moved. */
    List<String> refresh() {
        var changed = new ArrayList<String>();
        try (var all = products.all()) {
            while (all.hasNext()) {
                var entry = all.next();
                var id = new String(entry.key, UTF_8);
                if (refresh(id, entry.value)) changed.add(id);
            }
        }
        return changed;
    }

    /** Copies one product and returns whether its end of support moved. */
    boolean refresh(String productId) {
        var row = products.get(productId.getBytes(UTF_8));
        return row != null && refresh(productId, row);
    }

    /** Keeps the known product if the row is unreadable or older: the table of this instance may be restored from less. */
    private boolean refresh(String id, byte[] row) {
        var known = store.get("product/" + id);
        if (known != null && (ProductTable.sequence(known) > ProductTable.sequence(row) || Arrays.equals(row, known)))
            return false;
        try {
            var after = decodeSupportPeriod(row);
            var before = supportPeriod(id).map(SupportPeriod::endOfLife).orElse(null);
            store.put("product/" + id, row);
            supportPeriods.put(id, after);
            if (Objects.equals(before, after.endOfLife())) return false;
            store.put("support-change/" + id, ProductTable.cause(row));
            return true;
        } catch (UnreadableEventException | NullPointerException e) {
            unreadableRows.onUnreadable(Topic.PRODUCTS, id, ProductTable.body(row), e);
            return false;
        }
    }

    private <T> Optional<T> cached(Map<String, T> cache, String id, String prefix, Function<byte[], T> decoder) {
        var found = cache.get(id);
        if (found == null) {
            var stored = store.get(prefix + id);
            if (stored == null) return Optional.empty();
            cache.put(id, found = decoder.apply(stored));
        }
        return Optional.ofNullable(found);
    }
}
