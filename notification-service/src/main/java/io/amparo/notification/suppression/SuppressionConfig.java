package io.amparo.notification.suppression;

import io.amparo.platform.LogInterval;
import io.amparo.platform.LogText;
import io.amparo.platform.store.Outbox;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;

@Configuration
class SuppressionConfig {
    private static final Logger LOG = System.getLogger(SuppressionConfig.class.getName());

    @Bean
    Suppressions suppressions(Outbox outbox) {
        return new Suppressions(outbox);
    }

    /** @param interval how late an instance follows a suppression, or its end, by another one */
    @Bean
    SchedulingConfigurer suppressionRefresh(Suppressions suppressions,
            @Value("${amparo.suppressions.refresh:10s}") Duration interval) {
        var warnings = new LogInterval();
        return tasks -> tasks.addFixedDelayTask(() -> refresh(suppressions, warnings), interval);
    }

    private static void refresh(Suppressions suppressions, LogInterval warnings) {
        try {
            suppressions.refresh();
        } catch (RuntimeException e) {
            if (warnings.isDue())
                LOG.log(Level.WARNING,
                        "Suppressed addresses cannot be read ({0}); the last known ones count until the next refresh",
                        LogText.rootCause(e));
        }
    }
}
