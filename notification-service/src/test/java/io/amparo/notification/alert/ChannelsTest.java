package io.amparo.notification.alert;

import static io.amparo.notification.alert.AlertFixture.NOW;
import static io.amparo.notification.alert.AlertFixture.breach;
import static io.amparo.notification.alert.AlertFixture.ended;
import static io.amparo.notification.alert.AlertFixture.group;
import static io.amparo.notification.alert.AlertFixture.reached;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.Vocabulary.AlertResolution;
import io.amparo.notification.alert.Alert.Hold;
import io.amparo.notification.alert.AlertProperties.Channel;
import io.amparo.notification.alert.AlertProperties.Format;
import io.amparo.notification.alert.AlertQueue.Action;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R9")
class ChannelsTest {
    private static final Hold HOLD = new Hold(false, "user-GISELE", NOW.plusSeconds(30), NOW.plusSeconds(60));
    private static final Channel PAGER = channel(Format.PAGERDUTY, "http://localhost/v2/enqueue", Set.of());
    private static final Channel PROMETHEUS = channel(Format.ALERTMANAGER, "http://localhost/api/v2/alerts", Set.of());

    private static Channel channel(Format format, String url, Set<String> rungs) {
        return new Channel("pager", format, url, "secret", rungs);
    }

    private static Predicate<Alert> ofTicket(String id) {
        return alert -> alert.edge().clock().ticketId().equals(id);
    }

    @Test
    void an_acknowledgement_of_one_alert_of_a_group_pages_nobody() {
        var one = group(breach("1", 1), breach("2", 1)).hold(ofTicket("1"), HOLD).state();

        assertThat(Channels.actions(PAGER, one)).isEmpty();
        assertThat(Channels.actions(PROMETHEUS, one)).containsExactly(Action.TRIGGER);
        assertThat(Channels.actions(PAGER, one.hold(ofTicket("2"), HOLD).state())).containsExactly(Action.ACKNOWLEDGE);
        var resolved = one.ended(ended("2", 2, AlertResolution.MET)).state();
        assertThat(Channels.actions(PAGER, resolved)).as("the other one has ended").containsExactly(Action.ACKNOWLEDGE);
    }

    @Test
    void the_end_of_an_acknowledgement_pages_once_more() {
        var expired = group(breach("1", 1)).hold(_ -> true, HOLD).state().expire(HOLD.until()).state();

        assertThat(Channels.actions(PAGER, expired)).containsExactly(Action.RESOLVE, Action.TRIGGER);
        assertThat(Channels.actions(PAGER, expired.hold(_ -> true, HOLD).state())).as("acknowledged once more")
                .containsExactly(Action.ACKNOWLEDGE);
        assertThat(Channels.actions(PAGER, expired.ended(ended("1", 2, AlertResolution.MET)).state())).isEmpty();
    }

    @Test
    void a_channel_gets_nothing_about_alerts_that_it_does_not_accept() {
        var held = group(breach("1", 1)).hold(_ -> true, HOLD).state();

        for (var format : Format.values()) {
            var admins = channel(format, "http://localhost", Set.of("admin"));
            assertThat(Channels.actions(admins, held)).isEmpty();
            assertThat(Channels.actions(admins, held.release(_ -> true).state())).isEmpty();
        }
    }

    @Test
    void a_held_alert_does_not_fire_at_an_alertmanager_until_its_hold_ends() {
        var held = group(breach("1", 1), breach("2", 1)).hold(ofTicket("1"), HOLD).state();

        var body = AlertmanagerFormat.body(PROMETHEUS, held, "https://support.example");
        assertThat(body.getFirst()).containsEntry("endsAt", HOLD.at().toString());
        assertThat(body.getLast()).doesNotContainKey("endsAt");
        var next = held.reached(reached("1", "acme", 150, 1, 2, NOW.plusSeconds(40), null), NOW, AlertFixture.TIMING).state();
        assertThat(AlertmanagerFormat.body(PROMETHEUS, next, "https://support.example").getLast())
                .as("begins after the hold, and ends not before it begins")
                .containsEntry("startsAt", NOW.plusSeconds(40).toString())
                .containsEntry("endsAt", NOW.plusSeconds(40).toString());
        assertThat(AlertmanagerFormat.body(PROMETHEUS, held.expire(HOLD.until()).state(), "https://support.example"))
                .noneMatch((Map<String, Object> alert) -> alert.containsKey("endsAt"));
    }

    @Test
    void an_address_of_a_channel_has_a_host() {
        assertThat(PAGER.isAddress()).isTrue();
        for (var url : Set.of("https://", "http:///v2/enqueue", "https://?key=1", "http://a b"))
            assertThat(channel(Format.PAGERDUTY, url, Set.of()).isAddress()).as(url).isFalse();
    }
}
