package io.amparo.platform.access;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** A topic with two partitions and a consumer group, as a broker that can be away reports them. */
final class FakePositions implements ProjectionConfirmation.Positions {
    final Map<Integer, Long> ends = new HashMap<>(Map.of(0, 0L, 1, 0L));
    final Map<Integer, Long> committed = new HashMap<>();
    boolean available = true;
    boolean deadLetters;
    int requests;

    @Override
    public Map<Integer, Long> ends() throws TimeoutException {
        request();
        return Map.copyOf(ends);
    }

    @Override
    public Map<Integer, Long> committed() throws TimeoutException {
        request();
        return Map.copyOf(committed);
    }

    private void request() throws TimeoutException {
        requests++;
        if (!available) throw new TimeoutException("no node");
    }

    @Override
    public boolean hasDeadLetters() {
        return deadLetters;
    }
}
