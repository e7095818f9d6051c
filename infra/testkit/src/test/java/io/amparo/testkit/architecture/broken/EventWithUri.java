package io.amparo.testkit.architecture.broken;

import io.amparo.events.DomainEvent;
import java.net.URI;
import java.util.List;

/** Breaks rule 7: an event with a component that is no wire type. */
record EventWithUri(String id, List<URI> links) implements DomainEvent {
    @Override
    public String key() {
        return id;
    }
}
