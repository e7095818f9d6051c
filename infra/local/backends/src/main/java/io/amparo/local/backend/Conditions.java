package io.amparo.local.backend;

import de.bwaldvogel.mongo.bson.Document;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a query that an index can serve, by field: values, or a range. Others are left out, because each document is
 * matched with the whole query anyway.
 *
 * @param values of which the field must have one, by field
 * @param ranges by field
 * @param existing fields that must exist
 */
record Conditions(Map<String, List<Object>> values, Map<String, Range> ranges, Set<String> existing) {

    /** An inclusive range; an exclusive bound is matched later. Null means no bound. */
    record Range(@Nullable Object from, @Nullable Object to) {
        /** Adds the bounds that this range does not have. */
        private Range and(Range other) {
            return new Range(from == null ? other.from : from, to == null ? other.to : to);
        }
    }

    static Conditions of(Document query) {
        var conditions = new Conditions(new HashMap<>(), new HashMap<>(), new HashSet<>());
        conditions.addAll(query);
        return conditions;
    }

    private void addAll(Document query) {
        for (var each : query.entrySet()) {
            if (each.getKey().equals("$and") && each.getValue() instanceof Collection<?> parts) {
                for (var part : parts) if (part instanceof Document document) addAll(document);
            } else if (!each.getKey().startsWith("$")) {
                add(each.getKey(), each.getValue());
            }
        }
    }

    private void add(String field, @Nullable Object condition) {
        if (isScalar(condition)) values.putIfAbsent(field, List.of(condition));
        if (!(condition instanceof Document operators)) return;
        if (isScalar(operators.get("$eq"))) values.putIfAbsent(field, List.of(operators.get("$eq")));
        if (operators.get("$in") instanceof Collection<?> any && any.stream().allMatch(Conditions::isScalar))
            values.putIfAbsent(field, List.copyOf(any.stream().distinct().toList()));
        if (Boolean.TRUE.equals(operators.get("$exists"))) existing.add(field);
        var from = operators.containsKey("$gte") ? operators.get("$gte") : operators.get("$gt");
        var to = operators.containsKey("$lte") ? operators.get("$lte") : operators.get("$lt");
        if (isScalar(from) || isScalar(to))
            ranges.merge(field, new Range(isScalar(from) ? from : null, isScalar(to) ? to : null), Range::and);
    }

    private static boolean isScalar(@Nullable Object value) {
        return value instanceof String || value instanceof Number || value instanceof Instant || value instanceof Boolean;
    }
}
