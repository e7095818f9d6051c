package io.amparo.platform.store;

import java.util.List;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/** Actuator endpoint that publishes the whole states of this service once more, in the background. */
@Endpoint(id = "republish")
class RepublishEndpoint {

    /** Progress of each collection with whole states. */
    record ProgressResponse(List<Republication> collections) {}

    /** Names of the collections that are published. */
    record RepublishResponse(List<String> collections) {}

    private final Republisher republisher;

    RepublishEndpoint(Republisher republisher) {
        this.republisher = republisher;
    }

    @ReadOperation
    ProgressResponse progress() {
        return new ProgressResponse(republisher.progress());
    }

    @WriteOperation
    RepublishResponse republish() {
        return new RepublishResponse(republisher.request());
    }
}
