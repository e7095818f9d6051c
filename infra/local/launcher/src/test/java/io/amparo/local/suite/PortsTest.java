package io.amparo.local.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;

import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void each_port_is_the_usual_one_unless_its_variable_moves_it() {
        var ports = Ports.from(Map.of("TICKET_PORT", "18081", "SLA_PORT", ""));

        assertThat(ports.of(Port.TICKET)).isEqualTo(18_081);
        assertThat(ports.of(Port.SLA)).isEqualTo(8083);
        assertThat(ports.of(Port.GATEWAY)).isEqualTo(8080);
    }

    @Test
    void what_is_no_port_is_named_with_its_variable() {
        for (var wrong : new String[]{"http", "0", "65536", "-1"}) {
            assertThatThrownBy(() -> Ports.from(Map.of("KAFKA_PORT", wrong))).isInstanceOf(SuiteFailure.class)
                    .hasMessageContaining("KAFKA_PORT").hasMessageContaining(wrong);
        }
    }

    @Test
    void free_ports_differ_from_each_other() {
        var ports = Ports.free();

        assertThat(Arrays.stream(Port.values()).map(ports::of)).doesNotHaveDuplicates();
    }

    @Test
    void addresses_follow_the_ports_and_yield_to_the_environment() {
        var addresses = Addresses.of(Map.of("MONGODB_URI", "mongodb://db.example", "KAFKA_BROKERS", " "),
                Ports.from(Map.of("KAFKA_PORT", "19092")));

        assertThat(addresses.brokers()).isEqualTo("localhost:19092");
        assertThat(addresses.store()).isEqualTo("mongodb://db.example");
        assertThat(addresses.service(Service.SLA)).isEqualTo("http://localhost:8083");
        assertThat(addresses.variables()).containsEntry("SLA_URL", "http://localhost:8083").containsEntry("KAFKA_PORT", "19092");
    }
}
