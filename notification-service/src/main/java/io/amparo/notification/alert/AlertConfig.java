package io.amparo.notification.alert;

import io.amparo.notification.audience.Audience;
import io.amparo.notification.delivery.CoalescingTrigger;
import io.amparo.notification.notice.Notify;
import io.amparo.notification.roster.OnDuty;
import io.amparo.platform.store.DueAggregates;
import io.amparo.platform.store.Outbox;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;

@Configuration
@EnableConfigurationProperties(AlertProperties.class)
class AlertConfig {
    private static final Duration CLEAN_UP = Duration.ofHours(1);

    /** Sends what is due to each channel, by its name. */
    record ChannelTriggers(Map<String, CoalescingTrigger> byChannel, ExecutorService executor) implements AutoCloseable {
        @Override
        public void close() {
            executor.close();
        }

        Map<String, Runnable> runnables() {
            var triggers = new LinkedHashMap<String, Runnable>();
            byChannel.forEach((name, trigger) -> triggers.put(name, trigger::trigger));
            return triggers;
        }
    }

    @Bean
    AlertGroups alertGroups(Outbox outbox) {
        return new AlertGroups(outbox);
    }

    @Bean
    GroupWindows groupWindows(Outbox outbox) {
        return new GroupWindows(outbox);
    }

    @Bean
    AlertQueues alertQueues(Outbox outbox) {
        return new AlertQueues(outbox);
    }

    @Bean
    ChannelClient channelClient(AlertProperties properties, @Value("${amparo.portal.url}") String portal) {
        return new ChannelClient(properties.timeout(), portal);
    }

    @Bean
    ChannelTriggers channelTriggers(AlertQueues queues, AlertGroups groups, AlertProperties properties, ChannelClient client,
            MeterRegistry meters, Clock clock) {
        // Not a bean: it would replace the executor of the web server.
        var executor = Executors.newVirtualThreadPerTaskExecutor();
        var owner = UUID.randomUUID().toString();
        var triggers = new LinkedHashMap<String, CoalescingTrigger>();
        for (var channel : properties.channels()) {
            var due = new DueAggregates(queues, AlertQueues.ofChannel(channel.name()), clock, meters);
            var trigger = new AtomicReference<CoalescingTrigger>();
            var refusedCounter = Counter.builder("amparo.alerts.refused").description("Messages that a channel refuses for good")
                    .tag("channel", channel.name()).register(meters);
            var sendAlerts = new SendAlerts(queues, groups, channel, properties, client, due, executor, owner,
                    () -> trigger.get().trigger(), clock, refusedCounter::increment);
            trigger.set(new CoalescingTrigger(sendAlerts::tick));
            triggers.put(channel.name(), trigger.get());
        }
        return new ChannelTriggers(triggers, executor);
    }

    @Bean
    Channels alertChannels(AlertQueues queues, AlertProperties properties, ChannelTriggers triggers) {
        return new Channels(queues, properties, triggers.runnables());
    }

    @Bean
    ApplySlaFacts applySlaFacts(AlertGroups groups, GroupWindows windows, Channels channels, AlertProperties properties,
            Clock clock) {
        return new ApplySlaFacts(groups, windows, channels, properties.timing(), clock);
    }

    @Bean
    MailAlerts mailAlerts(Notify notifier, OnDuty onDuty, Audience audience, Clock clock) {
        return new MailAlerts(notifier, onDuty, audience, clock);
    }

    @Bean
    AlertTicker alertTicker(AlertGroups groups, GroupWindows windows, AlertQueues queues, Channels channels,
            MailAlerts mailAlerts, AlertProperties properties, MeterRegistry meters, Clock clock) {
        return new AlertTicker(groups, windows, queues, channels, mailAlerts, new DueAggregates(groups, clock, meters),
                new DueAggregates(windows, clock, meters), properties.timing(), clock);
    }

    @Bean
    CoalescingTrigger alertTrigger(AlertTicker alertTicker) {
        return new CoalescingTrigger(alertTicker::tick);
    }

    @Bean
    HoldAlerts holdAlerts(AlertGroups groups, CoalescingTrigger alertTrigger) {
        return new HoldAlerts(groups, alertTrigger::trigger);
    }

    @Bean
    SchedulingConfigurer alertSweep(CoalescingTrigger alertTrigger, ChannelTriggers channelTriggers, AlertTicker alertTicker,
            AlertProperties properties) {
        return tasks -> {
            tasks.addFixedDelayTask(alertTrigger::trigger, properties.sweep());
            channelTriggers.byChannel().values()
                    .forEach(trigger -> tasks.addFixedDelayTask(trigger::trigger, properties.sweep()));
            tasks.addFixedDelayTask(alertTicker::cleanUp, CLEAN_UP);
        };
    }
}
