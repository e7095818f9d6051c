package io.amparo.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amparo.gateway.route.RouteProperties.ServiceRoute;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class RoutePropertiesTest {
    private static final ServiceRoute TICKET = new ServiceRoute(URI.create("http://localhost:8081"), List.of("tickets", "alerts"),
            List.of(), List.of("alerts/stream"), List.of("tickets/*/attachments"));

    @Test
    void a_resource_owns_its_sub_paths_and_not_paths_with_the_same_prefix() {
        assertThat(List.of("/api/v1/tickets", "/api/v1/tickets/T-1/messages", "/api/v1/alerts")).allMatch(TICKET::ownsResource);
        assertThat(List.of("/api/v1/ticketsX", "/api/v1", "/tickets", "/api/v2/tickets", "/actuator/tickets"))
                .noneMatch(TICKET::ownsResource);
    }

    @Test
    void a_resource_with_two_owners_is_refused() {
        var other = new ServiceRoute(URI.create("http://localhost:8083"), List.of("sla", "alerts"), List.of(), List.of(),
                List.of());
        assertThatThrownBy(() -> routes(Map.of("ticket", TICKET, "sla", other)))
                .hasMessageContaining("Two services own the resource alerts");
    }

    @Test
    void a_service_can_own_paths_below_the_resource_of_another_one() {
        var sla = new ServiceRoute(URI.create("http://localhost:8083"), List.of("sla"), List.of("tickets/*/clocks"), List.of(),
                List.of());
        var routes = routes(Map.of("ticket", TICKET, "sla", sla));

        assertThat(routes.serviceOf("/api/v1/tickets/T-1/clocks")).contains("sla");
        assertThat(List.of("/api/v1/tickets/T-1", "/api/v1/tickets/T-1/clocks/x", "/api/v1/tickets/clocks"))
                .allMatch(path -> routes.serviceOf(path).equals(Optional.of("ticket")));
    }

    @Test
    void only_named_paths_are_streams_and_uploads() {
        var routes = routes(Map.of("ticket", TICKET));

        assertThat(routes.isStream("/api/v1/alerts/stream")).isTrue();
        assertThat(List.of("/api/v1/alerts", "/api/v1/alerts/stream/x", "/alerts/stream")).noneMatch(routes::isStream);
        assertThat(routes.isUpload("/api/v1/tickets/T-1/attachments")).isTrue();
        assertThat(List.of("/api/v1/tickets", "/api/v1/tickets/T-1/messages", "/api/v1/tickets/T-1/x/attachments"))
                .noneMatch(routes::isUpload);
        assertThat(routes.serviceOf("/api/v1/alerts/stream")).contains("ticket");
    }

    private static RouteProperties routes(Map<String, ServiceRoute> services) {
        return new RouteProperties(services, Duration.ofSeconds(1), Duration.ofSeconds(1), DataSize.ofMegabytes(1),
                DataSize.ofMegabytes(26));
    }
}
