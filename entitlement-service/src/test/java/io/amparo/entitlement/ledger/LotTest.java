package io.amparo.entitlement.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amparo.events.entitlement.EntitlementEvent;
import io.amparo.events.entitlement.EntitlementEvent.LotWarned;
import io.amparo.platform.store.Change;
import io.amparo.platform.web.ApiException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Decisions of one lot. */
@Tag("R7.2")
class LotTest {
    private static final Instant NOW = LedgerFixture.NOW;
    private static final LotTerms TERMS = LotTerms.of("acme", LotKind.HOURS, null, LocalDate.of(2026, 11, 1),
            LocalDate.of(2026, 11, 30), LedgerFixture.ZONE);
    private static final Instant END = Instant.parse("2026-12-01T03:00:00Z");
    private static final EntryNote NOTE = new EntryNote("T-2026-000001", "fabio", null, "reason", null, NOW);

    private static Lot hours(int minutes) {
        return Lot.purchase("lot", TERMS, minutes, NOTE).state();
    }

    private static Change<Lot, EntitlementEvent> reserve(Lot lot, String operation, int minutes) {
        return lot.reserve("c", operation, minutes, NOW.plusSeconds(900), NOTE);
    }

    private static List<Integer> warnings(Change<Lot, EntitlementEvent> change) {
        return change.events().stream().map(event -> ((LotWarned) event).percent()).toList();
    }

    @Test
    void a_reservation_leaves_the_balance_and_a_commit_only_what_is_reserved() {
        var reserved = reserve(hours(120), "op", 90).state();
        assertThat(reserved.balance()).isEqualTo(30);
        assertThat(reserved.reserved()).isEqualTo(90);

        var committed = reserved.commit("c", "op", "booking", 60, NOTE).state();
        assertThat(committed.balance()).isEqualTo(30);
        assertThat(committed.reserved()).isEqualTo(30);
        assertThat(committed.newest()).extracting(LotEntry::kind).containsExactly(EntryKind.PURCHASE, EntryKind.RESERVE,
                EntryKind.COMMIT);
        assertThat(committed.newest()).extracting(LotEntry::amount).containsExactly(120, -90, 0);

        var released = committed.release("c", "op", "rest", 30, NOTE).state();
        assertThat(released.balance()).isEqualTo(60);
        assertThat(released.reservations()).isEmpty();
    }

    @Test
    void a_lot_gives_what_it_has_and_nothing_when_it_is_empty() {
        var lot = reserve(hours(60), "first", 90).state();
        assertThat(lot.reservation("c", "first").orElseThrow().amount()).isEqualTo(60);

        assertThatThrownBy(() -> reserve(lot, "second", 1)).isInstanceOf(LotExhaustedException.class);
    }

    @Test
    void a_repeated_reservation_changes_nothing() {
        var once = reserve(hours(60), "op", 30).state();

        assertThat(reserve(once.withoutNewest(), "op", 30).state()).isEqualTo(once.withoutNewest());
    }

    @Test
    void a_lot_is_usable_from_its_first_to_its_last_day_in_the_zone_of_the_customer() {
        var lot = hours(60);
        assertThat(lot.isUsableAt(Instant.parse("2026-11-01T02:59:59Z"))).isFalse();
        assertThat(lot.isUsableAt(Instant.parse("2026-11-01T03:00:00Z"))).isTrue();
        assertThat(lot.isUsableAt(END.minusMillis(1))).isTrue();
        assertThat(lot.isUsableAt(END)).isFalse();
    }

    @Test
    void the_rest_expires_after_the_last_day_and_what_is_reserved_stays() {
        var change = reserve(hours(60), "op", 20);
        assertThat(change.state().confirm("c", "op").dueAt()).isEqualTo(END);
        assertThat(change.state().expire(END.minusMillis(1)).state().balance()).isEqualTo(40);

        var expired = change.state().expire(END);
        assertThat(expired.state().balance()).isZero();
        assertThat(expired.state().reserved()).isEqualTo(20);
        assertThat(expired.state().newest().getLast().kind()).isEqualTo(EntryKind.EXPIRE);
    }

    @Test
    void a_refund_after_the_last_day_is_due_to_expire_at_once() {
        var lot = reserve(hours(60), "op", 60).state().commit("c", "op", "b", 60, NOTE).state();

        assertThat(lot.refund("r", 60, NOTE).dueAt()).isEqualTo(END);
    }

    @Test
    void warnings_at_25_10_and_0_percent_are_emitted_once_each() {
        var at30 = reserve(hours(100), "a", 70);
        assertThat(warnings(at30)).isEmpty();
        var at25 = reserve(at30.state(), "b", 5);
        assertThat(warnings(at25)).containsExactly(25);
        var back = at25.state().release("c", "b", "r", 5, NOTE).state();
        assertThat(warnings(reserve(back, "d", 5))).isEmpty();

        var at10 = reserve(at25.state(), "e", 15);
        assertThat(warnings(at10)).containsExactly(10);
        assertThat(warnings(reserve(at10.state(), "f", 10))).containsExactly(0);
    }

    @Test
    void of_several_warnings_of_one_change_only_the_lowest_is_emitted() {
        var empty = reserve(hours(100), "a", 100);
        assertThat(warnings(empty)).containsExactly(0);

        var filled = empty.state().release("c", "a", "r", 100, NOTE).state();
        assertThat(warnings(reserve(filled, "b", 80))).isEmpty();
    }

    @Test
    void a_single_incident_has_no_warnings() {
        var terms = LotTerms.of("acme", LotKind.VOUCHER, null, LedgerFixture.TODAY, LedgerFixture.LAST_DAY, LedgerFixture.ZONE);
        var voucher = Lot.purchase("v", terms, 1, NOTE).state();

        assertThat(reserve(voucher, "op", 1).events()).isEmpty();
    }

    @Test
    void an_adjustment_never_takes_the_balance_below_zero() {
        assertThat(hours(60).adjust("a", -60, NOTE).state().balance()).isZero();
        assertThatThrownBy(() -> hours(60).adjust("a", -61, NOTE)).isInstanceOf(ApiException.class).hasMessage("balance-too-low");
    }

    @Test
    void approved_overage_is_reserved_for_its_operation_alone() {
        var lot = hours(60).approveOverage("c", "op", 90, NOW, NOTE).state();

        assertThat(lot.balance()).isEqualTo(-30);
        assertThat(lot.overage()).isEqualTo(90);
        assertThatThrownBy(() -> reserve(lot, "other", 1)).isInstanceOf(LotExhaustedException.class);
        assertThatThrownBy(() -> lot.adjust("a", -1, NOTE)).isInstanceOf(ApiException.class);
    }

    @Test
    void an_entry_is_never_earlier_than_the_one_before() {
        var earlier = new EntryNote(null, null, null, null, null, NOW.minusSeconds(60));

        assertThat(hours(60).adjust("a", 1, earlier).state().newest().getLast().note().at()).isEqualTo(NOW);
    }

    @Test
    void a_commit_beyond_the_reservation_is_an_error() {
        var lot = reserve(hours(60), "op", 30).state();

        assertThatThrownBy(() -> lot.commit("c", "op", "b", 31, NOTE)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> lot.commit("c", "other", "b", 1, NOTE)).isInstanceOf(IllegalStateException.class);
    }
}
