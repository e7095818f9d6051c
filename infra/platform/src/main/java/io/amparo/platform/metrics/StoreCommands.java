package io.amparo.platform.metrics;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import io.amparo.platform.Adapter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the commands on documents that the process sends to the store. A command that the driver repeats counts twice. */
@Adapter
final class StoreCommands implements CommandListener {
    /** All others concern the connection, the server or the schema. */
    private static final Set<String> DOCUMENT_COMMANDS = Set.of("find", "getMore", "killCursors", "aggregate", "count",
            "distinct", "insert", "update", "delete", "findAndModify", "bulkWrite");
    /** Names the collection in its second field. */
    private static final String GET_MORE = "getMore";

    private final MeterRegistry registry;
    private final Map<String, Map<String, Counter>> counters = new ConcurrentHashMap<>();

    StoreCommands(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void commandStarted(CommandStartedEvent event) {
        if (DOCUMENT_COMMANDS.contains(event.getCommandName())) counter(event).increment();
    }

    private Counter counter(CommandStartedEvent event) {
        var command = event.getCommandName();
        var collection = collection(event);
        return counters.computeIfAbsent(collection, _ -> new ConcurrentHashMap<>()).computeIfAbsent(command,
                _ -> Counter.builder("amparo.store.commands").description("Commands on documents, sent to the store")
                        .baseUnit("commands").tag("collection", collection).tag("command", command).register(registry));
    }

    /** An aggregation of a database and a bulk write to several collections name none. */
    private static String collection(CommandStartedEvent event) {
        var name = event.getCommand().get(event.getCommandName().equals(GET_MORE) ? "collection" : event.getCommandName());
        return name != null && name.isString() ? name.asString().getValue() : "none";
    }
}
