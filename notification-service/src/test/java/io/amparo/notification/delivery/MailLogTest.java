package io.amparo.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.notification.delivery.Outcome.Accepted;
import io.amparo.notification.delivery.Outcome.Refused;
import io.amparo.notification.delivery.Outcome.Unavailable;
import io.amparo.notification.delivery.Outcome.Unconfirmed;
import java.text.MessageFormat;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MailLogTest {
    private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");
    private static final Logger LOGGER = Logger.getLogger(MailLog.class.getName());

    private final List<String> lines = new ArrayList<>();
    private MailLog log;
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            lines.add(record.getLevel() + " " + MessageFormat.format(record.getMessage(), record.getParameters()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void attach() {
        lines.clear();
        log = new MailLog("mail.example:25", Clock.fixed(NOW, ZoneOffset.UTC));
        LOGGER.addHandler(handler);
    }

    @AfterEach
    void detach() {
        LOGGER.removeHandler(handler);
    }

    private static Delivery delivery(int n) {
        return TestMail.delivery("/amparo/ticket-service#t" + n, TestMail.bruno());
    }

    @Test
    void a_refused_mail_is_logged_with_effect_and_next_step_but_without_the_address() {
        log.record(delivery(1), new Refused("550 no such user bruno@acme.example"));

        assertThat(lines).hasSize(1).first().asString().startsWith("WARNING Mail server mail.example:25 refused delivery")
                .contains(delivery(1).id(), "(receipt)", "550 no such user [e-mail]", "gets no mail", "Next: correct the address")
                .doesNotContain("bruno");
    }

    @Test
    void an_unavailable_mail_server_is_logged_once_and_once_more_when_it_is_back() {
        for (int n = 0; n < 100; n++) log.record(delivery(n % 50), new Unavailable("MailConnectException"));
        for (int n = 0; n < 50; n++) log.record(delivery(n), new Accepted());

        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).contains("does not accept mails since 2026-11-23T15:00:00Z: MailConnectException",
                "Deliveries wait and are retried", "SMTP_URL");
        assertThat(lines.getLast()).startsWith("INFO").contains("again after 0 s", "50 deliveries waited");
    }

    @Test
    void unconfirmed_mails_are_one_line_that_says_what_happens_next() {
        for (int n = 0; n < 100; n++) log.record(delivery(n), new Unconfirmed("SocketTimeoutException"));

        assertThat(lines).singleElement().asString().startsWith("WARNING Mail server mail.example:25 got delivery")
                .contains("SocketTimeoutException", "may have arrived", "same Message-ID").doesNotContain("bruno");
    }

    @Test
    void a_server_that_refuses_some_mails_temporarily_does_not_fill_the_log() {
        for (int n = 0; n < 100; n++) log.record(delivery(n), n % 2 == 0 ? new Unavailable("450 greylisted") : new Accepted());

        assertThat(lines).hasSize(2);
    }
}
