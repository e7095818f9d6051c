package io.amparo.notification.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.notification.delivery.RelatedResource;
import io.amparo.notification.inbox.Notification;
import io.amparo.notification.template.MailModel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InboxTailTest {
    private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");

    private final List<Notification> stored = new ArrayList<>();
    private final List<Notification> passedOn = new ArrayList<>();
    private Instant now = START;
    private boolean hasReaders = true;
    private int read;
    private InboxTail tail;

    @BeforeEach
    void start() {
        stored.clear();
        passedOn.clear();
        now = START;
        hasReaders = true;
        read = 0;
        tail = new InboxTail(this::addedSince, () -> hasReaders, passedOn::add,
                ((InstantSource) () -> now).withZone(ZoneOffset.UTC));
    }

    private List<Notification> addedSince(Instant since, @Nullable Notification after, int limit) {
        var page = stored.stream().filter(each -> !each.addedAt().isBefore(since) && (after == null || isAfter(each, after)))
                .limit(limit).toList();
        read += page.size();
        return page;
    }

    private static boolean isAfter(Notification each, Notification other) {
        return Comparator.comparing(Notification::addedAt).thenComparing(Notification::id).compare(each, other) > 0;
    }

    private void add(int count) {
        for (int n = 0; n < count; n++)
            stored.add(new Notification("%06d".formatted(stored.size()), "user-X", MailModel.of("forum-post"),
                    RelatedResource.post("t-1", "p-1", "A topic"), null, null, now, null));
    }

    @Test
    void notices_are_passed_on_once_and_at_rest_nothing_is_read() {
        add(700);
        tail.tick();
        now = now.plus(Duration.ofSeconds(11));
        tail.tick();
        read = 0;

        tail.tick();

        assertThat(read).isZero();
        assertThat(passedOn).hasSize(700).doesNotHaveDuplicates();
    }

    @Test
    void more_notices_of_one_instant_than_a_run_reads_are_passed_on_by_the_next() {
        add(20_001);

        tail.tick();
        tail.tick();

        assertThat(passedOn).hasSize(20_001);
    }

    @Test
    void notices_that_are_added_without_readers_are_passed_on_to_the_next_one() {
        hasReaders = false;
        add(1);
        now = now.plus(Duration.ofMinutes(1));
        tail.tick();
        assertThat(read).isZero();

        hasReaders = true;
        tail.tick();

        assertThat(passedOn).hasSize(1);
    }
}
