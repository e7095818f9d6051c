package io.amparo.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amparo.gateway.route.RouteProperties.ServiceRoute;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class RoutePropertiesTest {
    private static final ServiceRoute TICKET = new ServiceRoute(URI.create("http://localhost:8081"),
            List.of("tickets", "alerts"));

    @Test
    void a_resource_owns_its_sub_paths_and_not_paths_with_the_same_prefix() {
        assertThat(List.of("/api/v1/tickets", "/api/v1/tickets/T-1/messages", "/api/v1/alerts")).allMatch(TICKET::owns);
        assertThat(List.of("/api/v1/ticketsX", "/api/v1", "/tickets", "/api/v2/tickets", "/actuator/tickets"))
                .noneMatch(TICKET::owns);
    }

    @Test
    void a_resource_with_two_owners_is_refused() {
        var other = new ServiceRoute(URI.create("http://localhost:8083"), List.of("sla", "alerts"));
        assertThatThrownBy(() -> new RouteProperties(Map.of("ticket", TICKET, "sla", other), Duration.ofSeconds(1),
                Duration.ofSeconds(1), DataSize.ofMegabytes(1), DataSize.ofMegabytes(26)))
                .hasMessageContaining("Two services own the resource alerts");
    }
}
