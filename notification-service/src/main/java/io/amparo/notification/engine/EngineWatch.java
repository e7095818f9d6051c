package io.amparo.notification.engine;

import io.amparo.platform.stream.Watermarks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Knows how far behind the SLA engine is: the age of its oldest watermark. Before the first one, the engine has been silent since
 * the start of this instance.
 */
final class EngineWatch {
    private final Watermarks watermarks;
    private final Duration maxAge;
    private final Clock clock;
    private final Instant startedAt;

    EngineWatch(Watermarks watermarks, Duration maxAge, Clock clock) {
        this.watermarks = watermarks;
        this.maxAge = maxAge;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    Duration age() {
        return Duration.between(watermarks.allEdgesOutUntil().orElse(startedAt), clock.instant());
    }

    boolean isLate() {
        return age().compareTo(maxAge) > 0;
    }
}
