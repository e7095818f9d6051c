package io.amparo.entitlement.contract;

import io.amparo.platform.web.ApiException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An item in one of the lists of a customer, with the id by which the API names it.
 *
 * @param <T> the item
 */
public record Held<T>(String id, T value) {

    static <T> List<T> values(List<Held<T>> items) {
        return items.stream().map(Held::value).toList();
    }

    public static <T> Optional<Held<T>> find(List<Held<T>> items, String id) {
        return items.stream().filter(item -> item.id().equals(id)).findFirst();
    }

    /** @throws ApiException 409 if the list has this many items already */
    public static <T> List<Held<T>> add(List<Held<T>> items, Held<T> added, int limit) {
        if (find(items, added.id()).isPresent()) return items;
        if (items.size() >= limit) throw ApiException.conflict("list-limit");
        return Stream.concat(items.stream(), Stream.of(added)).toList();
    }

    /** @throws ApiException 404 if the list has no item with this id */
    public static <T> List<Held<T>> replace(List<Held<T>> items, Held<T> changed) {
        if (find(items, changed.id()).isEmpty()) throw ApiException.notFound();
        return items.stream().map(item -> item.id().equals(changed.id()) ? changed : item).toList();
    }

    /** Removes an item; without the item, changes nothing. */
    public static <T> List<Held<T>> remove(List<Held<T>> items, String id) {
        return items.stream().filter(item -> !item.id().equals(id)).toList();
    }
}
