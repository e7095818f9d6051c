package io.amparo.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.notification.delivery.MailProperties.Starttls;
import io.amparo.notification.delivery.MailProperties.Timeouts;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class MailPropertiesTest {
    private static final URI SERVER = URI.create("smtp://mail.example");

    @Test
    void ten_minutes_after_data_and_two_late_retries_are_the_default() {
        var mail = TestMail.settings(SERVER, Map.of());

        assertThat(mail.timeouts()).isEqualTo(
                new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(3), Duration.ofMinutes(10)));
        assertThat(mail.lease()).isEqualTo(Duration.ofSeconds(30));
        assertThat(mail.leaseRenewal()).isEqualTo(Duration.ofSeconds(10));
        assertThat(mail.unconfirmedBackoffs()).containsExactly(Duration.ofMinutes(15), Duration.ofHours(2));
        // A running attempt ends before the retry that would follow the loss of its lease.
        assertThat(mail.timeouts().transmission().plus(mail.timeouts().acceptance()))
                .isLessThan(mail.unconfirmedBackoffs().getFirst());
    }

    @Test
    void starttls_is_required_by_default() {
        var settings = new HashMap<>(Map.of("amparo.mail.url", SERVER.toString(), "amparo.mail.from", "a@b.example",
                "amparo.mail.from-name", "A", "amparo.mail.vendor", "B"));

        assertThat(new Binder(new MapConfigurationPropertySource(settings)).bind("amparo.mail", MailProperties.class).get()
                .starttls()).isEqualTo(Starttls.REQUIRED);
    }

    @Test
    void renewal_that_is_not_shorter_than_the_lease_is_invalid() {
        assertThat(TestMail.settings(SERVER, Map.of()).isLeaseRenewed()).isTrue();
        assertThat(TestMail.settings(SERVER, Map.of("lease", "10s")).isLeaseRenewed()).isFalse();
    }
}
