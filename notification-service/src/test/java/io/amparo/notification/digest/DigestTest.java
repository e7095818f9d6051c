package io.amparo.notification.digest;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.notification.digest.Digest.Item;
import io.amparo.notification.template.MailModel;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DigestTest {
    private static final Instant TODAY = Instant.parse("2026-11-24T12:00:00Z");
    private static final Instant TOMORROW = Instant.parse("2026-11-25T12:00:00Z");

    private static Item item(String id) {
        return new Item(id, MailModel.of("forum-post").with("title", "A topic"));
    }

    private static Digest with(int items) {
        var digest = Digest.of("user-X");
        for (int n = 0; n < items; n++) digest = digest.add(item("n-" + n), TODAY).state();
        return digest;
    }

    @Test
    void item_is_added_once_and_postpones_no_summary_that_is_due() {
        var digest = with(1);

        var added = digest.add(item("n-1"), TOMORROW);
        assertThat(added.dueAt()).isEqualTo(TODAY);
        assertThat(added.state().waiting()).hasSize(2);
        assertThat(added.state().add(item("n-1"), TOMORROW).state()).isEqualTo(added.state());
    }

    @Test
    void batch_stays_the_same_until_it_is_complete() {
        var begun = begin(with(2));
        var later = begun.add(item("n-9"), TOMORROW).state();

        var afterLease = later.begin(TODAY.plus(Digest.LEASE), "batch-2", _ -> true);
        assertThat(afterLease.state().batch()).isEqualTo(begun.batch());
        assertThat(afterLease.dueAt()).isEqualTo(TODAY.plus(Digest.LEASE).plus(Digest.LEASE));
        var completed = later.complete(begun.batch(), TOMORROW);
        assertThat(completed.state().batch()).isNull();
        assertThat(completed.state().waiting()).extracting(Item::noticeId).containsExactly("n-9");
        assertThat(completed.dueAt()).isEqualTo(TOMORROW);
        assertThat(begun.complete(begun.batch(), TOMORROW).dueAt()).isNull();
    }

    @Test
    void summary_is_bounded_and_counts_the_rest() {
        var batch = begin(with(Digest.MAX_ITEMS + 3)).batch();

        assertThat(batch).isNotNull();
        assertThat(batch.items()).hasSize(Digest.MAX_ITEMS);
        assertThat(batch.dropped()).isEqualTo(3);
    }

    @Test
    void erasure_leaves_only_what_is_not_about_the_forum() {
        var digest = with(2).add(new Item("r-1", MailModel.of("article-rated").with("slug", "a")), TODAY).state();

        assertThat(digest.withoutForum().state().waiting()).extracting(Item::noticeId).containsExactly("r-1");
        var begun = begin(digest);
        var erased = begun.withoutForum().state();
        assertThat(erased.batch().items()).hasSize(1);
        assertThat(erased.complete(begun.batch(), TOMORROW).dueAt()).as("the erasure was during the mail").isNull();
    }

    @Test
    void summary_that_another_instance_has_ended_does_not_begin() {
        var begun = begin(with(1));
        assertThat(begun.begin(TODAY, "batch-2", _ -> true).state()).as("in its lease").isEqualTo(begun);

        var next = begun.complete(begun.batch(), TOMORROW).state().add(item("n-9"), TOMORROW).state();

        assertThat(next.begin(TODAY, "batch-2", _ -> true).state()).isEqualTo(next);
    }

    @Test
    void id_of_a_batch_names_no_notice_and_items_that_are_not_wanted_are_left_out() {
        var batch = with(2).begin(TODAY, "batch-1", item -> item.noticeId().equals("n-1")).state().batch();

        assertThat(batch.id()).isEqualTo("batch-1");
        assertThat(batch.items()).extracting(Item::noticeId).containsExactly("n-1");
        assertThat(with(2).begin(TODAY, "batch-1", _ -> false).state().batch()).isNull();
    }

    @Test
    void only_a_summary_that_has_not_begun_is_postponed() {
        assertThat(with(1).postpone(TOMORROW).dueAt()).isEqualTo(TOMORROW);
        assertThat(begin(with(1)).postpone(TOMORROW).dueAt()).isEqualTo(TODAY.plus(Digest.LEASE));
    }

    private static Digest begin(Digest digest) {
        return digest.begin(TODAY, "batch-1", _ -> true).state();
    }
}
