package io.amparo.notification.alert;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaMet;
import io.amparo.notification.MailServer;
import io.amparo.notification.NotificationServiceApplication;
import io.amparo.testkit.Backends;
import io.amparo.testkit.TestIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A restart while 1,000 breaches arrive. */
class AlertRestartIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final Instant DUE = Instant.parse("2026-11-23T19:00:20Z");
    private static final int EDGES = 1_000;

    private final String name = Backends.uniqueName("alerts");
    private final MailServer mail = MailServer.start();

    private ConfigurableApplicationContext start(AlertReceiver receiver) {
        return new SpringApplicationBuilder(NotificationServiceApplication.class).run("--server.port=0",
                "--MONGODB_URI=" + Backends.get().mongoUri(), "--KAFKA_BROKERS=" + Backends.get().kafkaBrokers(),
                "--TOPIC_PREFIX=" + name + ".", "--KAFKA_PARTITIONS=2", "--OIDC_ISSUER=" + TestIdentity.get().issuer(),
                "--SMTP_URL=" + mail.url(), "--SMTP_STARTTLS=off", "--amparo.database=" + name, "--amparo.alerts.timeout=2s",
                "--amparo.alerts.sweep=500ms", "--amparo.alerts.channels[0].name=pager",
                "--amparo.alerts.channels[0].format=PAGERDUTY", "--amparo.alerts.channels[0].url=" + receiver.url(),
                "--amparo.alerts.channels[0].key=secret", "--logging.level.org.apache.kafka=error",
                "--logging.level.de.bwaldvogel=error");
    }

    private static String key(int edge) {
        return "e" + edge + "/RESOLUTION/1/breached/1";
    }

    @Test
    @Tag("R9")
    @Timeout(300)
    void each_of_1000_edges_has_one_alert_although_the_service_is_restarted() {
        try (var receiver = new AlertReceiver(); var kafka = new EventClient(Backends.get().kafkaBrokers(), name + ".")) {
            try (var _ = start(receiver)) {
                for (int edge = 0; edge < EDGES; edge++)
                    kafka.publish(key(edge), "e" + edge, 1, new SlaBreached("e" + edge, "T-2026-%06d".formatted(edge), "c" + edge,
                            "Coletor", "P1", "premium-24x7", "RESOLUTION", 1, DUE, DUE, List.of("manager"), null, null, null));
                await().atMost(TIMEOUT).until(() -> receiver.requests().size() > EDGES / 10);
            }
            assertThat(receiver.requests()).as("stopped in the middle").hasSizeLessThan(EDGES);
            // Some are delivered once more, as if their offsets had not been committed.
            for (int edge = 0; edge < EDGES; edge += 10)
                kafka.publish(key(edge), "e" + edge, 1, new SlaBreached("e" + edge, "T-2026-%06d".formatted(edge), "c" + edge,
                        "Coletor", "P1", "premium-24x7", "RESOLUTION", 1, DUE, DUE, List.of("manager"), null, null, null));
            try (var _ = start(receiver)) {
                await().atMost(TIMEOUT).until(() -> byKey(receiver) == EDGES);
                assertThat(receiver.requests()).hasSize(EDGES).allMatch(request -> request.action().equals("trigger"));
                // The events of a customer wait for the mails about those that were read before.
                await().atMost(TIMEOUT).pollInterval(Duration.ofSeconds(1)).until(
                        () -> mail.receivedMails().stream().map(MailServer.ReceivedMail::ticket).distinct().count() == EDGES);

                var cured = Instant.now();
                kafka.publish("e7", 2, new SlaMet("e7", "T-2026-000007", "c7", "RESOLUTION", 1, DUE, true, "PT5H", DUE));
                await().atMost(TIMEOUT).until(() -> receiver.actions(key(7)).contains("resolve"));
                assertThat(Duration.between(cured, receiver.of(key(7)).getLast().at())).isLessThan(Duration.ofSeconds(1));
                assertThat(receiver.actions(key(7))).containsExactly("trigger", "resolve");
            }
        }
    }

    private static int byKey(AlertReceiver receiver) {
        return receiver.requests().stream().collect(groupingBy(AlertReceiver.Request::key)).size();
    }
}
