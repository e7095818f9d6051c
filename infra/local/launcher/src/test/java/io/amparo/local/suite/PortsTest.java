package io.amparo.local.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void each_port_has_its_default_unless_its_variable_overrides_it() {
        var ports = Ports.from(Map.of("TICKET_PORT", "18081", "SLA_PORT", ""));

        assertThat(ports.of(Port.TICKET)).isEqualTo(18_081);
        assertThat(ports.of(Port.SLA)).isEqualTo(8083);
        assertThat(ports.of(Port.GATEWAY)).isEqualTo(8080);
    }

    @Test
    void an_invalid_port_fails_with_its_variable_and_value() {
        for (var invalid : new String[]{"http", "0", "65536", "-1"}) {
            assertThatThrownBy(() -> Ports.from(Map.of("KAFKA_PORT", invalid))).isInstanceOf(SuiteException.class)
                    .hasMessageContaining("KAFKA_PORT").hasMessageContaining(invalid);
        }
    }

    @Test
    void free_ports_differ_from_each_other() {
        var ports = Ports.free();

        assertThat(Arrays.stream(Port.values()).map(ports::of)).doesNotHaveDuplicates();
    }

    @Test
    void addresses_use_the_ports_unless_the_environment_overrides_them() {
        var addresses = Addresses.of(Map.of("MONGODB_URI", "mongodb://db.example", "KAFKA_BROKERS", " "),
                Ports.from(Map.of("KAFKA_PORT", "19092")));

        assertThat(addresses.brokers()).isEqualTo("localhost:19092");
        assertThat(addresses.store()).isEqualTo("mongodb://db.example");
        assertThat(addresses.service(Service.SLA)).isEqualTo("http://localhost:8083");
        assertThat(addresses.variables()).containsEntry("SLA_URL", "http://localhost:8083").containsEntry("KAFKA_PORT", "19092");
    }
}
