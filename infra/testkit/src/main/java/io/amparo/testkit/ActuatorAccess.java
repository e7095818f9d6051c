package io.amparo.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;

/** Tests who may use the actuator endpoints, which every service has and no OpenAPI document describes. */
record ActuatorAccess(ApiClients api) {

    void checkMeters() {
        for (var caller : CallerKind.values()) {
            var expected = caller == CallerKind.METRICS || Set.of(CallerKind.staff()).contains(caller)
                    ? 200
                    : caller.hasValidToken() ? 403 : 401;
            caller.authenticate(api).get().uri("/actuator/prometheus").exchange().expectStatus()
                    .value(status -> assertThat(status).as(caller.name()).isEqualTo(expected));
        }
    }

    /** Only a service with Kafka has dead letters. Each refusal comes before the request is read. */
    void checkOperations() {
        for (var caller : CallerKind.values()) {
            var client = caller.authenticate(api);
            var refused = caller.hasValidToken() ? 403 : 401;
            for (var path : List.of("/actuator/deadletters", "/actuator/outbox"))
                client.get().uri(path).exchange().expectStatus().value(status -> assertThat(status).as(caller + " reads " + path)
                        .isIn(caller == CallerKind.ADMIN ? Set.of(200, 404) : Set.of(refused)));
            if (caller == CallerKind.ADMIN) continue;
            var topic = "/actuator/deadletters/amparo.tickets";
            client.get().uri(topic + "/0?payload=true").exchange().expectStatus().isEqualTo(refused);
            client.post().uri(topic).exchange().expectStatus().isEqualTo(refused);
            client.delete().uri(topic + "/0?reason=no").exchange().expectStatus().isEqualTo(refused);
        }
    }
}
