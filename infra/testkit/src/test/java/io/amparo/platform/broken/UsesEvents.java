package io.amparo.platform.broken;

import io.amparo.events.Event;

/** Breaks rule 9: platform code that uses an event contract. */
record UsesEvents(Event event) {}
