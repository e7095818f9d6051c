package io.amparo.entitlement.holding;

import io.amparo.entitlement.contract.ChangeCustomer;
import io.amparo.entitlement.contract.Customer;
import io.amparo.entitlement.contract.Held;
import io.amparo.entitlement.contract.Holdings;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Adds, changes and removes the items of one list of a customer. Idempotent: the same command is applied once.
 *
 * @param <T> the item
 */
public final class HeldItems<T> {
    private final ChangeCustomer changeCustomer;
    private final RemovedItems removedItems;
    private final String list;
    private final int limit;
    private final Function<Holdings, List<Held<T>>> get;
    private final BiFunction<Holdings, List<Held<T>>, Holdings> set;
    private final Consumer<String> afterwards;

    /**
     * @param list name of the list, for causation ids
     * @param limit items that a customer may have
     * @param afterwards gets the id of the customer after each change
     */
    HeldItems(ChangeCustomer changeCustomer, RemovedItems removedItems, String list, int limit,
            Function<Holdings, List<Held<T>>> get, BiFunction<Holdings, List<Held<T>>, Holdings> set,
            Consumer<String> afterwards) {
        this.changeCustomer = changeCustomer;
        this.removedItems = removedItems;
        this.list = list;
        this.limit = limit;
        this.get = get;
        this.set = set;
        this.afterwards = afterwards;
    }

    public List<Held<T>> of(Customer customer) {
        return get.apply(customer.holdings());
    }

    /** @throws ApiException 409 if the list is full, unless it has the item with this id */
    public void requirePlaceFor(Customer customer, String id) {
        if (Held.find(of(customer), id).isEmpty() && of(customer).size() >= limit) throw ApiException.conflict("list-limit");
    }

    /**
     * @param id id of the new item; the same on every retry of one request
     * @throws ApiException 409 if the list is full
     */
    public Versioned<Held<T>> add(String customerId, String id, String by, T value) {
        var added = new Held<>(id, value);
        var found = changeCustomer.add(customerId, list + "/" + id, by, null, added,
                edit(items -> removedItems.contains(documentId(customerId, id)) ? items : Held.add(items, added, limit)),
                customer -> Held.find(of(customer), id));
        afterwards.accept(customerId);
        return found;
    }

    /** @throws ApiException 404 if the customer has no such item */
    Versioned<Customer> replace(String customerId, Held<T> changed, String by, long expectedVersion) {
        var found = changeCustomer.handle(new ChangeCustomer.Command(customerId, list + "/" + changed, by, null, expectedVersion,
                edit(items -> Held.replace(items, changed))));
        afterwards.accept(customerId);
        return found;
    }

    void remove(String customerId, String id, String by, long expectedVersion) {
        removedItems.add(documentId(customerId, id));
        changeCustomer.handle(new ChangeCustomer.Command(customerId, list + "/removal/" + id, by, null, expectedVersion,
                edit(items -> Held.remove(items, id))));
        afterwards.accept(customerId);
    }

    private String documentId(String customerId, String id) {
        return customerId + "/" + list + "/" + id;
    }

    private UnaryOperator<Customer> edit(UnaryOperator<List<Held<T>>> change) {
        return customer -> customer.withHoldings(set.apply(customer.holdings(), change.apply(of(customer))));
    }
}
