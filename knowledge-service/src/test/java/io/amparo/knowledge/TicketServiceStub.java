package io.amparo.knowledge;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpHandler;
import io.amparo.testkit.HttpStub;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** Plays ticket-service, which opens every ticket unless a test sets another handler. */
@TestConfiguration
class TicketServiceStub {
    static final HttpHandler OPENS = answer(201, "{\"number\":\"T-2026-000123\",\"status\":\"OPEN\"}");
    static final HttpStub STUB = new HttpStub();

    @Bean
    DynamicPropertyRegistrar ticketServiceUrl() {
        STUB.handleWith(OPENS);
        return registry -> registry.add("amparo.ticket.url", STUB::url);
    }

    static HttpHandler answer(int status, String json) {
        return exchange -> {
            var bytes = json.getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            try (var out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        };
    }
}
