package io.amparo.ticket.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.ticket.customer.Customer.Contact;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CustomerTest {

    @Test
    @Tag("R5.4")
    void a_deputy_has_access_only_during_the_absence() {
        var from = Instant.parse("2026-06-01T08:00:00Z");
        var to = from.plusSeconds(3_600);
        var deputy = new Contact("eva", "eva@acme.example", "Eva", "en", false, from, to);

        assertThat(deputy.isActiveAt(from.minusMillis(1))).isFalse();
        assertThat(deputy.isActiveAt(from)).isTrue();
        assertThat(deputy.isActiveAt(to.minusMillis(1))).isTrue();
        assertThat(deputy.isActiveAt(to)).isFalse();
        assertThat(new Contact("ana", "ana@acme.example", "Ana", "en", true).isActiveAt(to)).isTrue();
    }
}
