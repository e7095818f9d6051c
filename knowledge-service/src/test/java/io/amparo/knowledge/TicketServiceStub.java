package io.amparo.knowledge;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpHandler;
import io.amparo.testkit.HttpStub;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** Plays ticket-service, which has a resolved and an open ticket of Bruno of Acme and opens every ticket as the open one. */
@TestConfiguration
class TicketServiceStub {
    static final String SOLVED = "T-2026-000001";
    static final String OPEN = "T-2026-000002";
    private static final Instant AT = Instant.parse("2026-11-27T14:00:00Z");
    private static final Map<String, String> BRUNO = Map.of("id", "acme-bruno", "name", "Bruno Lima");
    private static final Map<String, String> FABIO = Map.of("id", "user-FABIO", "name", "Fabio Melo");

    static final HttpStub STUB = HttpStub.ofService("ticket-service").respondTo("/api/v1/tickets", 201, _ -> ticket(OPEN, "OPEN"))
            .respondTo("/api/v1/tickets/" + SOLVED, _ -> ticket(SOLVED, "RESOLVED"))
            .respondTo("/api/v1/tickets/" + OPEN, _ -> ticket(OPEN, "OPEN"))
            .respondTo("/api/v1/tickets/" + SOLVED + "/messages", _ -> messages())
            .respondTo("/api/v1/tickets/" + OPEN + "/messages", _ -> messages());

    @Bean
    DynamicPropertyRegistrar ticketUrl() {
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

    static Map<String, Object> ticket(String number, String status) {
        var ticket = new HashMap<String, Object>(Map.of("number", number, "kind", "INCIDENT", "status", status, "priority", "P2",
                "customer", Map.of("id", "acme", "name", "Acme Telecom"), "contact", BRUNO, "product", "opmon-9", "version",
                "9.2.1", "subject", "Alertas da Acme atrasados"));
        ticket.putAll(Map.of("description", "# Olá\nO servidor 10.0.0.12 atrasa. Ligue 11 98765-4321.", "impact", "HIGH",
                "urgency", "MEDIUM", "openedAt", AT, "updatedAt", AT, "timeline", List.of(), "actions", List.of()));
        return ticket;
    }

    private static Map<String, Object> messages() {
        return Map.of("limit", 100, "items",
                List.of(message("m5", FABIO, "TO_CUSTOMER", "PUBLIC", "MESSAGE", "Bruno, use a **fila** nova."),
                        message("m4", FABIO, "INTERNAL", "INTERNAL", "MESSAGE", "Cliente difícil"),
                        message("m3", FABIO, "TO_CUSTOMER", "PUBLIC", "STATUS", null),
                        message("m2", BRUNO, "TO_VENDOR", "PUBLIC", "MESSAGE", "Copie ana@acme.example"),
                        message("m1", FABIO, "TO_CUSTOMER", "PUBLIC", "MESSAGE", "Escreva a fabio@vendor.example.")));
    }

    private static Map<String, Object> message(String id, Map<String, String> by, String direction, String visibility,
            String type, @Nullable String body) {
        var message = new HashMap<String, Object>(
                Map.of("id", id, "at", AT, "by", by, "direction", direction, "visibility", visibility, "type", type));
        if (body != null) message.put("body", body);
        return message;
    }
}
