package io.amparo.notification.engine;

import io.amparo.platform.ServiceProperties;
import io.amparo.platform.stream.Watermarks;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.web.client.RestClient;

@Configuration
@EnableConfigurationProperties(EngineWatchProperties.class)
class EngineWatchConfig {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    @Bean
    Watermarks watermarks(ServiceProperties service) {
        return new Watermarks(service.partitions());
    }

    @Bean
    EngineWatch engineWatch(Watermarks watermarks, EngineWatchProperties properties, MeterRegistry meters, Clock clock) {
        var watch = new EngineWatch(watermarks, properties.maxAge(), clock);
        Gauge.builder("amparo.sla.watermark.age", watch, it -> it.age().toMillis() / 1000.0).baseUnit("seconds").description(
                "Age of the oldest watermark of the SLA engine, which publishes one every 10 s; seen from notification-service")
                .strongReference(true).register(meters);
        return watch;
    }

    @Bean
    SchedulingConfigurer deadManSwitch(EngineWatch engineWatch, EngineWatchProperties properties) {
        if (properties.deadManUrl().isEmpty()) return _ -> {};
        var requests = new JdkClientHttpRequestFactory(HttpClient.newBuilder().connectTimeout(TIMEOUT).build());
        requests.setReadTimeout(TIMEOUT);
        var deadManSwitch = new DeadManSwitch(engineWatch, RestClient.builder().requestFactory(requests).build(),
                URI.create(properties.deadManUrl()));
        return tasks -> tasks.addFixedDelayTask(deadManSwitch::tick, properties.pingInterval());
    }
}
