package io.amparo.sla.plan;

import io.amparo.sla.calendar.PublishedCalendar;
import java.util.Optional;

/** Where plans and calendars are looked up: the engine's global store, the service's own documents, a test's list. */
public interface Policies {
    Optional<SlaPlan> plan(String id, int version);

    Optional<SlaPlan> latestPlan(String id);

    Optional<PublishedCalendar> calendar(String id, int version);
}
