package io.amparo.notification.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A replay of the recorded events of a period.
 *
 * @param queued messages that were made due once more so far
 * @param lastEventAt position: instant and id of the last message of the last page; null before the first page
 */
record WebhookReplay(String id, Instant from, Instant to, State state, int queued, @Nullable Instant lastEventAt,
        @Nullable String lastId) {

    /** State of a replay. */
    enum State {
        RUNNING, COMPLETED,
        /** The endpoint was disabled meanwhile. */
        STOPPED
    }

    static WebhookReplay begin(String id, Instant from, Instant to) {
        return new WebhookReplay(id, from, to, State.RUNNING, 0, null, null);
    }

    boolean isRunning() {
        return state == State.RUNNING;
    }

    WebhookReplay advanced(int added, Instant eventAt, String deliveryId) {
        return new WebhookReplay(id, from, to, state, queued + added, eventAt, deliveryId);
    }

    WebhookReplay ended(State end) {
        return new WebhookReplay(id, from, to, end, queued, lastEventAt, lastId);
    }
}
