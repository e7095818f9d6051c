package io.amparo.platform.store;

import io.amparo.platform.store.ParkedEntries.ParkedEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/** Actuator endpoint that lists parked events of the outbox and sends them once more. */
@Endpoint(id = "outbox")
class OutboxEndpoint {

    /** The parked events of this service, at most 100 documents of each collection. */
    record OutboxResponse(List<ParkedEntry> parked) {}

    /** Result of a retry: how many parked events are sent once more. */
    record RetryResponse(int retried) {}

    private final OutboxRelay relay;

    OutboxEndpoint(OutboxRelay relay) {
        this.relay = relay;
    }

    @ReadOperation
    OutboxResponse parked() {
        return new OutboxResponse(relay.parked().list());
    }

    /** @param id id of an event or of a document; null for all parked events */
    @WriteOperation
    RetryResponse retry(@Nullable String id) {
        return new RetryResponse(relay.retryParked(id));
    }
}
