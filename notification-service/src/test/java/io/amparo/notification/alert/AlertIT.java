package io.amparo.notification.alert;

import static io.amparo.testkit.ApiClients.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.events.alert.AlertEvent.AlertAcknowledged;
import io.amparo.events.alert.AlertEvent.AlertOpened;
import io.amparo.events.alert.AlertEvent.AlertResolved;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaMet;
import io.amparo.events.sla.SlaEvent.SlaRescheduled;
import io.amparo.events.sla.SlaEvent.SlaWarned;
import io.amparo.notification.MailServer;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

@Tag("R9")
@ServiceTest({"amparo.mail.sweep=500ms", "amparo.alerts.sweep=200ms", "amparo.alerts.window=15s", "amparo.alerts.settle=2s",
        "amparo.alerts.update=200ms", "amparo.alerts.retry-backoff=200ms", "amparo.alerts.resend=1h"})
class AlertIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(40);
    private static final Instant DUE = Instant.parse("2026-11-23T19:00:20Z");
    private static final MailServer MAIL = MailServer.start();
    private static final AlertReceiver PAGER = new AlertReceiver();
    private static final AlertReceiver PROMETHEUS = new AlertReceiver();
    private static final AlertReceiver BROKEN = new AlertReceiver();

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;

    @DynamicPropertySource
    static void receivers(DynamicPropertyRegistry properties) {
        MAIL.configure(properties);
        add(properties, 0, "pager", "PAGERDUTY", PAGER.url());
        add(properties, 1, "prometheus", "ALERTMANAGER", PROMETHEUS.url());
        add(properties, 2, "broken", "PAGERDUTY", BROKEN.url());
        BROKEN.answer(503);
    }

    private static void add(DynamicPropertyRegistry properties, int index, String name, String format, String url) {
        var channel = "amparo.alerts.channels[" + index + "].";
        properties.add(channel + "name", () -> name);
        properties.add(channel + "format", () -> format);
        properties.add(channel + "url", () -> url);
        properties.add(channel + "key", () -> "secret");
    }

    @AfterAll
    static void close() {
        PAGER.close();
        PROMETHEUS.close();
        BROKEN.close();
    }

    private static String number(String id) {
        return "T-2026-" + id;
    }

    private static SlaBreached breach(String id, String customer) {
        return new SlaBreached(id, number(id), customer, "Coletor", "P1", "premium-24x7", "RESOLUTION", 1, DUE, DUE,
                List.of("manager"), null, null, null);
    }

    /** Returns the key of the edge. */
    private String publishBreach(String id, String customer, int generation, long sequence) {
        var key = id + "/RESOLUTION/1/breached/" + generation;
        kafka.publish(key, id, sequence, breach(id, customer));
        return key;
    }

    private JsonNode alertOf(String key, String customer) {
        var items = await().atMost(TIMEOUT).until(() -> alerts(customer),
                found -> found.valueStream().anyMatch(item -> item.path("key").asString().equals(key)));
        return items.valueStream().filter(item -> item.path("key").asString().equals(key)).findFirst().orElseThrow();
    }

    private JsonNode alerts(String customer) {
        return json(api.as(Persona.GISELE).get().uri("/api/v1/breach-alerts?limit=100&customer=" + customer).exchange())
                .path("items");
    }

    private JsonNode read(String path) {
        return json(api.as(Persona.GISELE).get().uri("/api/v1/breach-alerts/" + path).exchange());
    }

    private void post(String path, Map<String, Object> body) {
        api.as(Persona.GISELE).post().uri("/api/v1/breach-alerts/" + path).body(body).exchange().expectStatus().isOk();
    }

    private static List<MailServer.ReceivedMail> mailsOf(String id) {
        return MAIL.receivedMails(mail -> mail.ticket().equals(number(id)));
    }

    @Test
    void a_breach_pages_once_and_is_resolved_by_itself_within_a_second() {
        var key = publishBreach("100001", "solo", 1, 1);
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(PAGER.actions(key)).containsExactly("trigger"));
        publishBreach("100001", "solo", 1, 1);
        assertThat(PAGER.of(key).getFirst().body().toString())
                .contains("100001", "premium-24x7", "RESOLUTION", "solo", "https://support.example/tickets/T-2026-100001")
                .doesNotContain("Coletor");
        assertThat(alertOf(key, "solo").path("state").asString()).isEqualTo("OPEN");
        var opened = kafka.receive(AlertOpened.class, event -> event.edgeKey().equals(key));

        var cured = Instant.now();
        kafka.publish("100001", 2, new SlaMet("100001", number("100001"), "solo", "RESOLUTION", 1, DUE, true, "PT5H", cured));

        await().atMost(TIMEOUT).until(() -> PAGER.actions(key).size() == 2);
        assertThat(PAGER.actions(key)).containsExactly("trigger", "resolve");
        assertThat(Duration.between(cured, PAGER.of(key).getLast().at())).isLessThan(Duration.ofSeconds(1));
        assertThat(kafka.receive(AlertResolved.class, event -> event.alertId().equals(opened.alertId())).resolution())
                .isEqualTo("MET");
        assertThat(alertOf(key, "solo").path("resolution").asString()).isEqualTo("MET");
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(PROMETHEUS.requests().stream().flatMap(request -> request.body().valueStream())
                        .filter(alert -> alert.path("labels").path("edge").asString().equals(key))
                        .map(alert -> alert.has("endsAt"))).contains(false, true));
    }

    @Test
    void a_breach_that_is_withdrawn_and_returns_is_a_new_alert() {
        var first = publishBreach("100002", "flapping", 1, 1);
        // What ends before it is sent pages nobody.
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(PAGER.actions(first)).containsExactly("trigger"));
        kafka.publish("100002", 2, withdrawn("100002", "flapping"));
        var second = publishBreach("100002", "flapping", 2, 3);
        // Delivered once more, as after a crash: it ends nothing that came later.
        kafka.publish("100002", 2, withdrawn("100002", "flapping"));

        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(PAGER.actions(first)).containsExactly("trigger", "resolve", "trigger"));
        assertThat(alertOf(first, "flapping").path("resolution").asString()).isEqualTo("WITHDRAWN");
        assertThat(alertOf(second, "flapping").path("state").asString()).isEqualTo("OPEN");
    }

    private static SlaRescheduled withdrawn(String id, String customer) {
        return new SlaRescheduled(id, number(id), customer, "Coletor", "RESOLUTION", 1, DUE, DUE.plusSeconds(60), "PLAN",
                "premium-24x7/1", "iara", null, DUE, null, "RUNNING", "PT4H", "PT1H", "premium-24x7", 1, "24x7", "UTC",
                List.of(50, 100), List.of("manager"), null, null, null);
    }

    @Test
    void forty_breaches_together_are_one_group_and_one_page() {
        var first = publishBreach("200000", "many", 1, 1);
        for (int i = 1; i < 40; i++) publishBreach("2000%02d".formatted(i), "many", 1, 1);

        await().atMost(TIMEOUT).until(() -> alerts("many").size() == 40);
        assertThat(alerts("many").valueStream().map(item -> item.path("group").asString()).distinct()).hasSize(1);
        await().atMost(TIMEOUT).untilAsserted(
                () -> assertThat(PAGER.of(first).getLast().body().path("payload").path("custom_details").path("count").asInt())
                        .isEqualTo(40));
        assertThat(PAGER.requests().stream().map(AlertReceiver.Request::key).filter(key -> key.startsWith("2000")).distinct())
                .containsExactly(first);
        // One mail of the first ticket, and one that has the count of all; the inbox has an entry for each ticket.
        var mail = MAIL.awaitMail(received -> received.subject().endsWith("Descumprimentos de SLA em aberto: 40"));
        assertThat(mail.ticket()).isEqualTo(number("200000"));
        assertThat(MAIL.receivedMails(received -> received.ticket().startsWith("T-2026-2000"))).hasSize(2);
        var inbox = json(api.as(Persona.GISELE).get().uri("/api/v1/notifications?limit=100").exchange()).path("items");
        assertThat(inbox.valueStream().filter(item -> item.path("type").asString().equals("sla-breach"))
                .map(item -> item.path("about").path("label").asString()).filter(label -> label.startsWith("T-2026-2000")))
                .hasSize(40);
    }

    @Test
    void acknowledging_stops_the_next_rung_and_its_end_pages_once_more() {
        var key = publishBreach("300001", "acked", 1, 1);
        var alert = alertOf(key, "acked");
        await().atMost(TIMEOUT).until(() -> !mailsOf("300001").isEmpty());

        post(alert.path("id").asString() + "/acknowledgement", Map.of());
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(PAGER.actions(key)).containsExactly("trigger", "acknowledge"));
        assertThat(kafka.receive(AlertAcknowledged.class, event -> event.alertId().equals(alert.path("id").asString())).by())
                .isEqualTo(Persona.GISELE.id());
        var next = "300001/RESOLUTION/1/warned-150/1";
        kafka.publish(next, "300001", 2, new SlaWarned("300001", number("300001"), "acked", "Coletor", "P1", "premium-24x7",
                "RESOLUTION", 1, 150, DUE, DUE, DUE, List.of("admin"), null, null, null));
        assertThat(alertOf(next, "acked").path("state").asString()).isEqualTo("ACKNOWLEDGED");
        assertThat(alertOf(next, "acked").path("group").asString()).isEqualTo(alert.path("group").asString());
        assertThat(PAGER.actions(key)).containsExactly("trigger", "acknowledge");
        assertThat(mailsOf("300001")).hasSize(1);

        post("groups/" + alert.path("group").asString() + "/snooze", Map.of("until", Instant.now().plusSeconds(2).toString()));
        assertThat(read(alert.path("id").asString()).path("state").asString()).isEqualTo("SNOOZED");

        await().atMost(TIMEOUT).untilAsserted(
                () -> assertThat(PAGER.actions(key)).startsWith("trigger", "acknowledge").endsWith("resolve", "trigger"));
        assertThat(PAGER.of(key).getLast().body().path("payload").path("custom_details").path("count").asInt()).isEqualTo(2);
        assertThat(read(alert.path("id").asString()).path("state").asString()).isEqualTo("OPEN");
        MAIL.awaitMail(mail -> mail.ticket().equals(number("300001")) && mail.text().contains("terminou"));
    }

    @Test
    void a_receiver_that_is_down_delays_no_other_and_pages_nobody_later() {
        var key = publishBreach("400001", "down", 1, 1);
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(PAGER.actions(key)).containsExactly("trigger"));
        await().atMost(TIMEOUT).until(() -> BROKEN.requests().stream().anyMatch(request -> request.key().equals(key)));
        kafka.publish("400001", 2, new SlaMet("400001", number("400001"), "down", "RESOLUTION", 1, DUE, true, "PT5H", DUE));
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(PAGER.actions(key)).containsExactly("trigger", "resolve"));

        BROKEN.answer(202);

        // A trigger before may have arrived, so it is resolved; the breach has ended, so there is nothing to page for.
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(BROKEN.actions(key)).containsExactly("resolve"));
        BROKEN.answer(400);
        var refused = publishBreach("400002", "refused", 1, 1);
        var group = alertOf(refused, "refused").path("group").asString();
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(read("groups/" + group).path("channels").valueStream()
                        .filter(channel -> channel.path("name").asString().equals("broken"))
                        .map(channel -> channel.path("failure").asString())).containsExactly("HTTP 400"));
        BROKEN.answer(503);
    }
}
