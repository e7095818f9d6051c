package io.amparo.notification.alert;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.amparo.notification.alert.AlertQueue.Action;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Instants;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Versioned;
import java.util.List;
import org.bson.Document;

/** Store of the messages to the channels, by group and channel. */
final class AlertQueues extends AggregateStore<AlertQueue, Void> {
    private static final int MAX_CHANNELS = 100;

    AlertQueues(Outbox outbox) {
        super(outbox.withoutEvents(), "alert-queues", new IndexModel(Indexes.ascending("state.channel", "dueAt")),
                new IndexModel(Indexes.ascending("state.groupId")));
    }

    static Document ofChannel(String name) {
        return new Document("state.channel", name);
    }

    List<AlertQueue> ofGroup(String groupId) {
        return query(eq("state.groupId", groupId), Sorts.ascending("_id"), MAX_CHANNELS).stream().map(Versioned::state).toList();
    }

    @Override
    protected Document write(AlertQueue queue) {
        return new Document("groupId", queue.groupId()).append("channel", queue.channel())
                .append("waiting", queue.waiting().stream().map(Action::name).toList()).append("open", queue.open())
                .append("triggered", queue.triggered()).append("attempts", queue.attempts()).append("beganAt", queue.beganAt())
                .append("lease", queue.lease()).append("dueAt", queue.dueAt()).append("sentAt", queue.sentAt())
                .append("failure", queue.failure());
    }

    @Override
    protected AlertQueue read(Document state) {
        return new AlertQueue(state.getString("groupId"), state.getString("channel"),
                state.getList("waiting", String.class).stream().map(Action::valueOf).toList(), state.getBoolean("open"),
                state.getBoolean("triggered"), state.getInteger("attempts"), Instants.read(state, "beganAt"),
                state.getString("lease"), Instants.read(state, "dueAt"), Instants.read(state, "sentAt"),
                state.getString("failure"));
    }
}
