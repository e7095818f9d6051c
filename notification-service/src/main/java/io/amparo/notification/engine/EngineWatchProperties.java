package io.amparo.notification.engine;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the watch over the SLA engine.
 *
 * @param deadManUrl address of a dead man's switch, which raises an alarm when its requests stop; empty for none
 * @param pingInterval interval of the requests to it
 * @param maxAge age of the oldest watermark from which the engine counts as late; the engine publishes one every 10 s
 */
@Validated
@ConfigurationProperties("amparo.engine-watch")
record EngineWatchProperties(
        @NotNull @Pattern(regexp = "(https?://.+)?", message = "must be an http(s) address: set DEAD_MAN_URL") String deadManUrl,
        @NotNull Duration pingInterval, @NotNull Duration maxAge) {}
