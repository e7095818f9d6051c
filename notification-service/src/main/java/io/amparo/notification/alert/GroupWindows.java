package io.amparo.notification.alert;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.amparo.notification.alert.AlertGroup.Grouping;
import io.amparo.notification.alert.SlaFact.Reached;
import io.amparo.platform.Ids;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.AggregateUpdate;
import io.amparo.platform.store.Instants;
import io.amparo.platform.store.Outbox;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;

/** Store of the windows, by grouping. */
final class GroupWindows extends AggregateStore<GroupWindow, Void> {

    GroupWindows(Outbox outbox) {
        super(outbox.withoutEvents(), "alert-windows");
    }

    /**
     * Assigns edges to the groups of their windows, with at most one read and one write for 200 edges.
     *
     * @return the key of the group of each edge, by the key of the edge
     */
    Map<String, String> assign(List<Reached> edges, Duration length, Duration retention) {
        var groups = new HashMap<String, String>();
        applyAll(edges.stream().map(reached -> {
            var grouping = Grouping.of(reached);
            return AggregateUpdate.<GroupWindow, Void>of(idOf(grouping), reached.cause(), Optional.of(GroupWindow.of(grouping)),
                    window -> {
                        var joined = window.joined(reached.edge(), length, retention);
                        groups.put(reached.edge().key(), joined.state().groupKey());
                        return joined;
                    });
        }).toList());
        // A crash before the groups were written: these edges have joined a window that may have moved on since.
        var others = edges.stream().filter(reached -> !groups.containsKey(reached.edge().key())).toList();
        if (others.isEmpty()) return groups;
        var windows = new HashMap<String, GroupWindow>();
        var ids = others.stream().map(reached -> idOf(Grouping.of(reached))).distinct().toList();
        query(Filters.in("_id", ids), Sorts.ascending("_id"), ids.size()).forEach(each -> windows.put(each.id(), each.state()));
        for (var reached : others) {
            var window = windows.get(idOf(Grouping.of(reached)));
            var joins = window != null && window.groupKey() != null && window.contains(reached.edge(), length);
            groups.put(reached.edge().key(), joins ? window.groupKey() : reached.edge().key());
        }
        return groups;
    }

    private static String idOf(Grouping grouping) {
        return Ids.uuidOf(grouping.kind() + "/" + grouping.value());
    }

    @Override
    protected Document write(GroupWindow window) {
        return new Document("kind", window.grouping().kind().name()).append("value", window.grouping().value())
                .append("groupKey", window.groupKey()).append("openedAt", window.openedAt()).append("size", window.size());
    }

    @Override
    protected GroupWindow read(Document state) {
        return new GroupWindow(new Grouping(Grouping.Kind.valueOf(state.getString("kind")), state.getString("value")),
                state.getString("groupKey"), Instants.read(state, "openedAt"), state.getInteger("size"));
    }
}
