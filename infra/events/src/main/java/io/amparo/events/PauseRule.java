package io.amparo.events;

import io.amparo.events.Vocabulary.Metric;
import io.amparo.events.Vocabulary.TicketStatus;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A status that pauses clocks of a ticket, by its SLA plan (R1.3).
 *
 * @param status status of the ticket that pauses the clocks
 * @param metrics the clocks that it pauses
 * @param longestPause elapsed time after which a pause ends automatically, as ISO 8601 duration; null for never
 */
public record PauseRule(@TextOf(TicketStatus.class) String status, @TextOf(Metric.class) List<String> metrics,
        @TextOf(Duration.class) @Nullable String longestPause) {}
