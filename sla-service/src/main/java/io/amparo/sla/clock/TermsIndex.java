package io.amparo.sla.clock;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.events.Topic;
import io.amparo.events.UnreadableEvent;
import io.amparo.platform.Adapter;
import io.amparo.sla.customer.Customer;
import io.amparo.sla.product.Life;
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
import org.apache.kafka.streams.state.TimestampedKeyValueStore;

/**
 * Store of the contracts and of the support periods of products. A contract arrives on the customer's own partition. Products are
 * in a global table on every instance. They are copied to this store when they are read, so that a change missed during a
 * downtime is found after a restart.
 */
@Adapter
final class TermsIndex {
    private final KeyValueStore<String, byte[]> store;
    private final TimestampedKeyValueStore<byte[], byte[]> products;
    private final Function<byte[], Customer> asCustomer;
    private final Function<byte[], Life> asLife;
    private final Unreadable unreadable;
    private final Map<String, Customer> customers = new HashMap<>();
    private final Map<String, Customer> formers = new HashMap<>();
    private final Map<String, Life> lives = new HashMap<>();

    TermsIndex(KeyValueStore<String, byte[]> store, TimestampedKeyValueStore<byte[], byte[]> products,
            Function<byte[], Customer> asCustomer, Function<byte[], Life> asLife, Unreadable unreadable) {
        this.store = store;
        this.products = products;
        this.asCustomer = asCustomer;
        this.asLife = asLife;
        this.unreadable = unreadable;
    }

    /**
     * Stores a contract and returns whether its terms changed. A contract that arrives late, after a replay, does not overwrite a
     * newer one.
     */
    boolean put(String customerId, long sequence, byte[] contract) {
        var known = store.get("customer/" + customerId);
        if (known != null && ByteBuffer.wrap(known).getLong() >= sequence) return false;
        var after = asCustomer.apply(contract);
        boolean moved = !customer(customerId).map(before -> before.agreement().equals(after.agreement())).orElse(false);
        if (!moved) {
            // Unchanged terms keep their instant and author.
            store.put("customer/" + customerId, ByteBuffer.wrap(known.clone()).putLong(0, sequence).array());
            return false;
        }
        if (known != null) {
            store.put("former/" + customerId, known);
            store.put("since/" + customerId, ByteBuffer.allocate(Long.BYTES).putLong(after.changedAt().toEpochMilli()).array());
            formers.remove(customerId);
        }
        store.put("customer/" + customerId,
                ByteBuffer.allocate(Long.BYTES + contract.length).putLong(sequence).put(contract).array());
        customers.put(customerId, after);
        return true;
    }

    Optional<Customer> customer(String id) {
        return known(customers, id, "customer/", this::stored);
    }

    /**
     * Returns the contract as of an instant, back to the version before its last change. A ticket may arrive after later changes
     * of its contract.
     */
    Optional<Customer> customer(String id, Instant at) {
        var since = store.get("since/" + id);
        return since == null || at.toEpochMilli() >= ByteBuffer.wrap(since).getLong()
                ? customer(id)
                : known(formers, id, "former/", this::stored);
    }

    private Customer stored(byte[] contract) {
        return asCustomer.apply(Arrays.copyOfRange(contract, Long.BYTES, contract.length));
    }

    Optional<Life> life(String productId) {
        return known(lives, productId, "product/", asLife);
    }

    /** Copies the changed products of the global table and returns those whose end of support moved. */
    List<String> refreshed() {
        var moved = new ArrayList<String>();
        try (var all = products.all()) {
            while (all.hasNext()) {
                var entry = all.next();
                var id = new String(entry.key, UTF_8);
                if (refreshed(id, entry.value.value())) moved.add(id);
            }
        }
        return moved;
    }

    /** Copies one product and returns whether its end of support moved. */
    boolean refreshed(String productId) {
        var row = products.get(productId.getBytes(UTF_8));
        return row != null && refreshed(productId, row.value());
    }

    /** Keeps the known product if the row is unreadable. */
    private boolean refreshed(String id, byte[] row) {
        if (Arrays.equals(row, store.get("product/" + id))) return false;
        try {
            var after = asLife.apply(row);
            var before = life(id).map(Life::endOfLife).orElse(null);
            store.put("product/" + id, row);
            lives.put(id, after);
            return !Objects.equals(before, after.endOfLife());
        } catch (UnreadableEvent | NullPointerException broken) {
            unreadable.met(Topic.PRODUCTS, id, row, broken);
            return false;
        }
    }

    private <T> Optional<T> known(Map<String, T> known, String id, String prefix, Function<byte[], T> read) {
        var found = known.get(id);
        if (found == null) {
            var stored = store.get(prefix + id);
            if (stored == null) return Optional.empty();
            known.put(id, found = read.apply(stored));
        }
        return Optional.ofNullable(found);
    }
}
