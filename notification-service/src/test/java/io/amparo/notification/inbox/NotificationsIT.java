package io.amparo.notification.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.notification.TestOutbox;
import io.amparo.notification.delivery.RelatedResource;
import io.amparo.notification.template.MailModel;
import io.amparo.platform.web.Cursor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NotificationsIT {
    private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");

    private final Notifications notifications = new Notifications(TestOutbox.create(Clock.systemUTC()));

    private boolean add(String id, String recipient, Instant at) {
        return notifications.add(new Notification(id, recipient, MailModel.of("forum-post").with("title", "A topic"),
                RelatedResource.post("t-1", "p-1", "A topic"), null, null, at, null));
    }

    @Test
    void reader_has_the_notices_of_person_and_account_by_time_and_id() {
        assertThat(add("a", "acme-bruno", NOW)).isTrue();
        assertThat(add("a", "acme-bruno", NOW.plusSeconds(9))).isFalse();
        add("b", "user-BRUNO", NOW);
        add("c", "user-ANA", NOW);
        add("d", "acme-bruno", NOW.plusSeconds(1));
        var bruno = Set.of("acme-bruno", "user-BRUNO");

        assertThat(notifications.page(bruno, false, null, 2)).extracting(Notification::id).containsExactly("d", "b");
        assertThat(notifications.page(bruno, false, Cursor.parse(NOW.toEpochMilli() + "/b"), 2)).extracting(Notification::id)
                .containsExactly("a");
        notifications.read(bruno, "c", NOW);
        notifications.readAll(bruno, NOW);
        assertThat(notifications.unread(bruno)).as("added after the instant").isEqualTo(1);
        assertThat(notifications.unread(Set.of("user-ANA"))).isEqualTo(1);
    }

    @Test
    void notices_are_deleted_after_the_retention() {
        add("old", "user-DAVI", NOW.minus(Duration.ofDays(180)).minusSeconds(1));
        add("kept", "user-DAVI", NOW.minus(Duration.ofDays(180)));

        notifications.deleteAddedBefore(NOW.minus(Duration.ofDays(180)));

        assertThat(notifications.page(Set.of("user-DAVI"), false, null, 9)).extracting(Notification::id).containsExactly("kept");
    }

    @Test
    void new_notices_of_everybody_are_read_in_order_also_of_one_instant() {
        var later = NOW.plus(Duration.ofDays(1));
        List.of("n-1", "n-2", "n-3").forEach(id -> add(id, "user-" + id, later));
        add("n-0", "user-X", later.minusSeconds(1));

        var first = notifications.addedSince(later, null, 2);
        assertThat(first).extracting(Notification::id).containsExactly("n-1", "n-2");
        assertThat(notifications.addedSince(later, first.getLast(), 2)).extracting(Notification::id).containsExactly("n-3");
    }
}
