package io.amparo.notification.alert;

import io.amparo.notification.alert.AlertGroup.Grouping;
import io.amparo.notification.alert.SlaFact.Edge;
import io.amparo.platform.store.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The group that edges of one cause or one customer join. It is one document for each grouping, so that instances which consume
 * different partitions find the same group.
 *
 * @param groupKey key of the edge that opened the present group; null before the first one
 * @param size edges that have joined it
 */
record GroupWindow(Grouping grouping, @Nullable String groupKey, @Nullable Instant openedAt, int size) {
    /** Bounds the document of a group. Further edges open the next group. */
    static final int MAX_SIZE = 200;

    static GroupWindow of(Grouping grouping) {
        return new GroupWindow(grouping, null, null, 0);
    }

    boolean contains(Edge edge, Duration length) {
        return groupKey != null && openedAt != null && edge.at().isBefore(openedAt.plus(length))
                && edge.at().isAfter(openedAt.minus(length));
    }

    /** Adds an edge to the present group, or opens the next one with it. */
    Change<GroupWindow, Void> joined(Edge edge, Duration length, Duration retention) {
        var joined = contains(edge, length) && size < MAX_SIZE
                ? new GroupWindow(grouping, groupKey, openedAt, size + 1)
                : new GroupWindow(grouping, edge.key(), edge.at(), 1);
        return new Change<>(joined, List.of(), edge.at().plus(retention));
    }
}
