package io.amparo.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AddressGroupTest {
    @Test
    void addresses_of_one_ipv6_subscriber_are_one_group() {
        var group = AddressGroup.of("2001:db8:1:2::1");

        assertThat(List.of("2001:db8:1:2::2", "2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:DB8:1:2:0:0:0:9"))
                .allMatch(address -> AddressGroup.of(address).equals(group));
        assertThat(AddressGroup.of("2001:db8:1:3::1")).isNotEqualTo(group);
    }

    @Test
    void each_ipv4_address_is_a_group_in_both_notations() {
        assertThat(AddressGroup.of("192.0.2.1")).isNotEqualTo(AddressGroup.of("192.0.2.2"))
                .isEqualTo(AddressGroup.of("::ffff:192.0.2.1"));
    }

    @Test
    void texts_that_are_no_address_are_one_group() {
        assertThat(AddressGroup.of("a.example")).isEqualTo(AddressGroup.of("unknown")).isEqualTo(AddressGroup.of("1.2.3.4:80"));
    }
}
