package io.amparo.eol;

import static io.amparo.testkit.ApiClients.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.events.Event;
import io.amparo.events.product.ProductEvent.ProductChanged;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** An administrator corrects a compacted topic on which an older state was published late. */
@ServiceTest(name = "Outbox", value = {"amparo.demo=true", "amparo.outbox-sweep=200ms"})
class RepublishIT {
    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;

    private List<Event> events() {
        return kafka.received().stream().filter(event -> event.subject().equals("opmon-9")).toList();
    }

    @Test
    void republication_makes_the_stored_state_the_newest_record_of_its_key() {
        await().until(() -> !events().isEmpty());
        var state = events().getFirst();
        // As a relay that was suspended before it published an older state.
        kafka.publish("opmon-9", state.sequence() - 1, (ProductChanged) state.data());
        await().until(() -> events().size() == 2);

        api.as(Persona.FABIO).post().uri("/actuator/republish").body(Map.of()).exchange().expectStatus().isForbidden();
        var requested = json(api.as(Persona.IARA).post().uri("/actuator/republish").body(Map.of()).exchange());

        assertThat(requested.at("/collections/0").asString()).isEqualTo("products");
        await().until(() -> events().size() == 3);
        assertThat(events().getLast()).isEqualTo(state);
        await().until(() -> json(api.as(Persona.IARA).get().uri("/actuator/republish").exchange()).at("/collections/0/finishedAt")
                .isString());
    }
}
