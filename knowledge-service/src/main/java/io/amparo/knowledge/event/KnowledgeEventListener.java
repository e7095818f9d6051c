package io.amparo.knowledge.event;

import io.amparo.events.Event;

/** Acts on the published events of this service. An event may arrive more than once. */
@FunctionalInterface
public interface KnowledgeEventListener {
    void on(Event event);
}
