package io.amparo.notification.engine;

import io.amparo.platform.Adapter;
import io.amparo.platform.LogInterval;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Sends a request to the dead man's switch of the operators while the SLA engine is on time. When the engine, this service or
 * their network stops, the requests stop, and the switch raises the alarm.
 */
@Adapter
final class DeadManSwitch {
    private static final Logger LOG = LoggerFactory.getLogger(DeadManSwitch.class);

    private final EngineWatch engine;
    private final RestClient http;
    private final URI url;
    private final LogInterval failures = new LogInterval();

    DeadManSwitch(EngineWatch engine, RestClient http, URI url) {
        this.engine = engine;
        this.http = http;
        this.url = url;
    }

    void tick() {
        if (engine.isLate()) return;
        try {
            http.get().uri(url).retrieve().toBodilessEntity();
        } catch (RestClientException e) {
            // The address may contain a secret.
            if (failures.isDue()) LOG.warn("The dead man's switch does not answer: {}", e.getClass().getSimpleName());
        }
    }
}
