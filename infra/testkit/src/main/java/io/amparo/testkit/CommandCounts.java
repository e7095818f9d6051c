package io.amparo.testkit;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Counts the commands that the service under test sends to the store, by collection and command. Commands of its schedulers do
 * not count: they follow from no request or event.
 */
public final class CommandCounts implements CommandListener {
    private final Map<String, Integer> counts = new ConcurrentSkipListMap<>();

    @Override
    public void commandStarted(CommandStartedEvent event) {
        var target = event.getCommand().get(event.getCommandName());
        // Commands without a collection, such as ping, serve no request.
        if (target.isString() && !isScheduled(Thread.currentThread().getName()))
            counts.merge(target.asString().getValue() + " " + event.getCommandName(), 1, Integer::sum);
    }

    private static boolean isScheduled(String thread) {
        return thread.startsWith("scheduling-") || thread.equals("access");
    }

    /** Forgets all commands. */
    public void reset() {
        counts.clear();
    }

    /** Returns the number of commands by {@code <collection> <command>}. */
    public Map<String, Integer> counts() {
        return new TreeMap<>(counts);
    }

    /** Returns how often a command was sent to a collection. */
    public int count(String collection, String command) {
        return counts.getOrDefault(collection + " " + command, 0);
    }

    /** Returns how many commands were sent to all collections. */
    public int total() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
