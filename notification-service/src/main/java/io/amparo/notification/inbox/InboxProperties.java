package io.amparo.notification.inbox;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param retention how long a notice stays in an inbox; longer than Kafka keeps its event (90 days), which would add it once more
 */
@Validated
@ConfigurationProperties("amparo.inbox")
record InboxProperties(@NotNull @DefaultValue("180d") Duration retention) {}
