package io.amparo.notification.alert;

import static io.amparo.notification.alert.AlertFixture.NOW;
import static io.amparo.notification.alert.AlertFixture.TIMING;
import static io.amparo.notification.alert.AlertFixture.breach;
import static io.amparo.notification.alert.AlertFixture.ended;
import static io.amparo.notification.alert.AlertFixture.group;
import static io.amparo.notification.alert.AlertFixture.reached;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.Vocabulary.AlertResolution;
import io.amparo.events.alert.AlertEvent.AlertResolved;
import io.amparo.notification.alert.Alert.Hold;
import io.amparo.notification.alert.Alert.Mail;
import io.amparo.notification.alert.Alert.State;
import io.amparo.notification.alert.AlertGroup.Grouping;
import io.amparo.notification.alert.AlertGroup.Pending;
import io.amparo.notification.alert.AlertProperties.Channel;
import io.amparo.notification.alert.AlertProperties.Format;
import io.amparo.notification.alert.AlertQueue.Action;
import io.amparo.notification.alert.SlaFact.Reached;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

@Tag("R9")
class AlertGroupTest {
    private static final Hold HOLD = new Hold(false, "user-GISELE", NOW, NOW.plusSeconds(60));

    @Test
    void an_edge_that_is_delivered_twice_has_one_alert() {
        var group = group(breach("1", 1), breach("1", 1));

        assertThat(group.alerts()).hasSize(1);
        assertThat(group.reached(breach("1", 1), NOW, TIMING).events()).isEmpty();
    }

    @Test
    void an_event_before_the_edge_resolves_nothing() {
        var group = group(breach("1", 5));

        assertThat(group.ended(ended("1", 4, AlertResolution.WITHDRAWN, 100)).state().state()).isEqualTo(State.OPEN);
        var resolved = group.ended(ended("1", 6, AlertResolution.WITHDRAWN, 100));
        assertThat(resolved.state().state()).isEqualTo(State.RESOLVED);
        assertThat(resolved.events()).singleElement().isInstanceOf(AlertResolved.class);
        assertThat(resolved.dueAt()).as("is deleted then").isEqualTo(NOW.plusSeconds(6).plus(TIMING.retention()));
    }

    @Test
    void a_withdrawal_of_the_next_rung_leaves_the_breach_open() {
        var group = group(breach("1", 1), reached("1", "acme", 150, 1, 2, NOW, null));

        var withdrawn = group.ended(ended("1", 3, AlertResolution.WITHDRAWN, 150)).state();

        assertThat(withdrawn.alerts()).extracting(Alert::state).containsExactly(State.OPEN, State.RESOLVED);
    }

    @Test
    void the_first_breach_of_an_audience_is_mailed_and_the_group_covers_the_others() {
        var group = group(breach("1", 1), breach("2", 1), reached("1", "acme", 150, 1, 2, NOW, null));

        assertThat(group.alerts()).extracting(Alert::mail).containsExactly(Mail.OWN, Mail.WAITING, Mail.OWN);
        assertThat(group.mailAt()).isEqualTo(NOW.plus(TIMING.window()));
        var mailed = group.mailed(List.of(group.alerts().get(1).id()), NOW);
        assertThat(mailed.state().mailAt()).isNull();
    }

    @Test
    void an_acknowledged_alert_holds_its_next_rung_until_it_expires() {
        var held = group(breach("1", 1), breach("2", 1)).hold(alert -> alert.edge().clock().ticketId().equals("1"), HOLD).state();
        assertThat(held.state()).as("one is open").isEqualTo(State.OPEN);

        var next = held.reached(reached("1", "acme", 150, 1, 2, NOW, null), NOW, TIMING).state();
        assertThat(next.alerts().getLast().state()).isEqualTo(State.ACKNOWLEDGED);
        assertThat(next.alerts().getLast().mail()).isEqualTo(Mail.COVERED);
        assertThat(next.passedOn(next.round()).dueAt()).isEqualTo(HOLD.until());

        assertThat(next.expire(NOW.plusSeconds(59)).state().open()).hasSize(1);
        var expired = next.expire(NOW.plusSeconds(60)).state();
        assertThat(expired.open()).hasSize(3);
        assertThat(expired.pending()).isEqualTo(Pending.PAGE_ONCE_MORE);
        assertThat(expired.passedOn(expired.round() - 1).state().pending()).as("an older round").isNotNull();
    }

    @Test
    void edges_of_one_cause_are_grouped_over_customers() {
        assertThat(Grouping.of(reached("1", "acme", 100, 1, 1, NOW, "calendar#1")))
                .isEqualTo(Grouping.of(reached("2", "borealis", 100, 1, 1, NOW, "calendar#1")))
                .isNotEqualTo(Grouping.of(reached("2", "borealis", 100, 1, 1, NOW, null)));
    }

    @Test
    void a_window_ends_after_its_time_and_when_it_is_full() {
        var first = breach("1", 1).edge();
        var window = GroupWindow.of(new Grouping(Grouping.Kind.CUSTOMER, "acme"))
                .joined(first, TIMING.window(), TIMING.retention()).state();
        var inTime = reached("2", "acme", 100, 1, 1, NOW.plusSeconds(119), null).edge();
        var late = reached("3", "acme", 100, 1, 1, NOW.plusSeconds(120), null).edge();

        assertThat(window.joined(inTime, TIMING.window(), TIMING.retention()).state().groupKey()).isEqualTo(first.key());
        assertThat(window.joined(late, TIMING.window(), TIMING.retention()).state().groupKey()).isEqualTo(late.key());
        assertThat(window.joined(inTime, Duration.ZERO, TIMING.retention()).state().groupKey()).isEqualTo(inTime.key());
        for (int i = 1; i < GroupWindow.MAX_SIZE; i++)
            window = window.joined(inTime, TIMING.window(), TIMING.retention()).state();
        assertThat(window.size()).isEqualTo(GroupWindow.MAX_SIZE);
        assertThat(window.joined(inTime, TIMING.window(), TIMING.retention()).state().groupKey()).isEqualTo(inTime.key());
    }

    @Test
    void a_message_to_pagerduty_keeps_its_limits() {
        var long255 = "x".repeat(255);
        var all = new Reached[GroupWindow.MAX_SIZE * 2];
        for (int i = 0; i < all.length; i++) all[i] = reached(long255 + i, long255, 100, 1, 1, NOW, null);
        var channel = new Channel("pager", Format.PAGERDUTY, "http://localhost", "secret", Set.of());

        var body = PagerDutyFormat.body(channel, Action.TRIGGER, group(all), "https://support.example");

        var text = JsonMapper.shared().writeValueAsString(body);
        assertThat(text).hasSizeLessThan(512 * 1024);
        assertThat(body.get("dedup_key").toString()).hasSizeLessThanOrEqualTo(255);
        var payload = JsonMapper.shared().readTree(text).path("payload");
        assertThat(payload.path("summary").asString()).hasSizeLessThanOrEqualTo(1_024);
        assertThat(payload.path("custom_details").path("count").asInt()).isEqualTo(all.length);
    }

    @Test
    void a_page_once_more_outlasts_a_later_acknowledgement_of_another_alert() {
        var group = group(breach("1", 1), breach("2", 1)).hold(alert -> alert.edge().clock().ticketId().equals("1"), HOLD)
                .state();

        var released = group.release(_ -> true).state();
        var next = released.hold(alert -> alert.edge().clock().ticketId().equals("2"), HOLD).state();

        assertThat(next.pending()).isEqualTo(Pending.PAGE_ONCE_MORE);
        assertThat(next.round()).isGreaterThan(released.round());
    }

    @Test
    void a_mail_is_named_by_all_alerts_that_wait_for_it() {
        var alerts = group(breach("1", 1), breach("2", 1), breach("3", 1)).alerts();

        assertThat(AlertTicker.mailOf(alerts.subList(0, 2))).isEqualTo(AlertTicker.mailOf(alerts.subList(0, 2)))
                .isNotEqualTo(AlertTicker.mailOf(alerts));
    }
}
