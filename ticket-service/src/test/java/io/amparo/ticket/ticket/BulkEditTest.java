package io.amparo.ticket.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.ticket.ticket.BulkEdit.Outcome;
import io.amparo.ticket.ticket.BulkEdit.Request;
import io.amparo.ticket.ticket.BulkEdit.Result;
import io.amparo.ticket.ticket.BulkEdit.State;
import io.amparo.ticket.ticket.Ticket.Person;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BulkEditTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Request REQUEST = new Request(
            new BulkAction(BulkAction.Code.SET_PRIORITY, null, Priority.P3, null, "Same cause"),
            new Author(new Person("fabio", "Fábio", "pt-BR"), true, false), false, "hash", NOW);
    private static final Result CHANGED = Result.of(Outcome.CHANGED);

    private static BulkEdit begin(String... numbers) {
        return BulkEdit.begin("job", REQUEST, List.of(numbers)).state();
    }

    @Test
    void tickets_wait_for_their_results_in_order() {
        var begun = begin("a", "b", "c");

        assertThat(begun.next(2)).containsExactly("a", "b");
        var advanced = begun.add(0, List.of(CHANGED, new Result(Outcome.REFUSED, "ticket-closed")), NOW);
        assertThat(advanced.dueAt()).isEqualTo(NOW.plus(BulkEdit.PAUSE));
        assertThat(advanced.state().next(2)).containsExactly("c");
        assertThat(advanced.state().totals()).isEqualTo(Map.of(Outcome.CHANGED, 1, Outcome.REFUSED, 1, Outcome.PENDING, 1));
        assertThat(advanced.state().result(2)).isEqualTo(Result.PENDING);
    }

    @Test
    void results_that_another_instance_has_added_count_once() {
        var advanced = begin("a", "b").add(0, List.of(CHANGED), NOW).state();

        assertThat(advanced.add(0, List.of(CHANGED), NOW).state()).isEqualTo(advanced);
    }

    @Test
    void a_finished_job_is_due_for_its_removal_after_30_days() {
        var finished = begin("a").add(0, List.of(CHANGED), NOW);

        assertThat(finished.state().state()).isEqualTo(State.DONE);
        assertThat(finished.dueAt()).isEqualTo(NOW.plus(BulkEdit.RETENTION));
        assertThat(BulkEdit.begin("job", REQUEST, List.of()).dueAt()).isEqualTo(NOW.plus(BulkEdit.RETENTION));
    }

    @Test
    void an_entry_has_the_same_id_in_every_attempt_and_another_one_for_each_ticket() {
        assertThat(begin("a").entryId("a")).isEqualTo(begin("a", "b").entryId("a")).isNotEqualTo(begin("a").entryId("b"));
    }
}
