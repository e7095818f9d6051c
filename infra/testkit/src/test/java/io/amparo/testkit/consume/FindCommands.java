package io.amparo.testkit.consume;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the find commands of the service under test by collection. */
final class FindCommands implements CommandListener {
    private final Map<String, Long> counts = new ConcurrentHashMap<>();

    @Override
    public void commandStarted(CommandStartedEvent event) {
        if (event.getCommandName().equals("find")) counts.merge(event.getCommand().getString("find").getValue(), 1L, Long::sum);
    }

    long in(String collection) {
        return counts.getOrDefault(collection, 0L);
    }
}
