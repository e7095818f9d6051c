package io.amparo.notification.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.amparo.notification.webhook.WebhookMessageController.WebhookReplayRequest;
import io.amparo.platform.web.ApiException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WebhookReplayRequestTest {
    private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");
    private static final Duration RETENTION = Duration.ofDays(30);

    private static String refusedField(Instant from, Instant to) {
        var refused = catchThrowableOfType(ApiException.class, () -> new WebhookReplayRequest(from, to).check(NOW, RETENTION));
        assertThat(refused.status().value()).isEqualTo(422);
        return refused.errors().getFirst().field();
    }

    @Test
    void instant_that_the_store_has_no_date_for_is_refused_by_its_field() {
        assertThat(refusedField(NOW, Instant.parse("+1000000000-12-31T23:59:59Z"))).isEqualTo("to");
        assertThat(refusedField(NOW, NOW.plus(RETENTION).plusMillis(1))).isEqualTo("to");
        assertThat(refusedField(Instant.MIN, NOW)).isEqualTo("from");
        assertThat(refusedField(NOW, Instant.MIN)).isEqualTo("from");
        assertThat(refusedField(Instant.MAX, Instant.MAX)).isEqualTo("to");
        assertThat(refusedField(NOW.minus(RETENTION).minusMillis(1), NOW)).isEqualTo("from");
    }

    @Test
    void period_of_kept_events_is_allowed() {
        assertThatCode(() -> new WebhookReplayRequest(NOW.minus(RETENTION), NOW.plusSeconds(60)).check(NOW, RETENTION))
                .doesNotThrowAnyException();
    }
}
