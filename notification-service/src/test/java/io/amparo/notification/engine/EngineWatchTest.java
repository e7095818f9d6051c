package io.amparo.notification.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.amparo.platform.stream.Watermarks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.client.RestClient;

class EngineWatchTest {
    private static final Instant START = Instant.parse("2026-12-01T08:00:00Z");

    private Watermarks watermarks = new Watermarks(2);
    private final AtomicInteger requests = new AtomicInteger();
    private Instant now = START;
    private EngineWatch watch;
    private HttpServer receiver;
    private int status = 200;

    @BeforeEach
    void start() throws IOException {
        now = START;
        status = 200;
        requests.set(0);
        watermarks = new Watermarks(2);
        watch = new EngineWatch(watermarks, Duration.ofSeconds(12), ((InstantSource) () -> now).withZone(ZoneOffset.UTC));
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        receiver.start();
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
    }

    @Test
    void age_is_that_of_the_oldest_partition() {
        now = START.plusSeconds(5);
        watermarks.add(0, now);
        assertThat(watch.age()).as("the other partition has been silent since the start").isEqualTo(Duration.ofSeconds(5));

        watermarks.add(1, START.plusSeconds(3));
        watermarks.add(1, START.plusSeconds(1)); // a repeated record
        now = START.plusSeconds(15);
        assertThat(watch.age()).isEqualTo(Duration.ofSeconds(12));
        assertThat(watch.isLate()).isFalse();
        now = now.plusMillis(1);
        assertThat(watch.isLate()).isTrue();
    }

    @Test
    void dead_man_switch_gets_requests_only_while_the_engine_is_on_time() {
        var deadManSwitch = new DeadManSwitch(watch, RestClient.create(),
                URI.create("http://localhost:" + receiver.getAddress().getPort() + "/ping/secret"));
        watermarks.add(0, START);
        watermarks.add(1, START);

        deadManSwitch.tick();
        status = 500;
        deadManSwitch.tick();
        assertThat(requests).hasValue(2);
        now = START.plusSeconds(13);
        deadManSwitch.tick();
        assertThat(requests).as("while the engine is late").hasValue(2);
        watermarks.add(0, now);
        watermarks.add(1, now);
        deadManSwitch.tick();
        assertThat(requests).hasValue(3);
    }
}
