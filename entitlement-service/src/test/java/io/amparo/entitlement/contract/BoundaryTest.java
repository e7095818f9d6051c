package io.amparo.entitlement.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.customer.CustomerEvent;
import io.amparo.events.customer.CustomerEvent.AdvisorPackage;
import io.amparo.events.customer.CustomerEvent.Contact;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.events.customer.CustomerEvent.RemainingMaintenance;
import io.amparo.events.customer.CustomerEvent.Suspension;
import io.amparo.events.customer.CustomerEvent.Waiver;
import io.amparo.platform.store.Change;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a customer publishes itself, and what it publishes then. */
class BoundaryTest {
    private static final Period FIRST = new Period("2026", "PRO", "standard", day("2026-01-01"), day("2026-12-31"),
            List.of(new Suspension(day("2026-03-01"), day("2026-03-10"), "unpaid")),
            List.of(new Waiver("X03", day("2026-05-01"), day("2026-05-31"))));
    private static final Period SECOND = new Period("2027", "PREMIUM", "premium-24x7", day("2027-02-01"), day("2027-12-31"));

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    private static Customer customer(String zone) {
        var holdings = Holdings.NONE
                .withPackages(List
                        .of(new Held<>("p", new AdvisorPackage("incidente-24x7", null, day("2026-06-01"), day("2026-06-30")))))
                .withMaintenance(List.of(new Held<>("m", new RemainingMaintenance("opmon-8", day("2026-08-31")))));
        return Customer.create("acme", "Acme", "pt-BR", zone, 4).withPeriods(new Periods(List.of(SECOND, FIRST)))
                .withHoldings(holdings);
    }

    private static Instant startOf(String day, String zone) {
        return day(day).atStartOfDay(ZoneId.of(zone)).toInstant();
    }

    /** Ticks as often as the customer is due until an instant. */
    private static List<ContractChanged> publishUntil(Change<Customer, CustomerEvent> change, Instant end) {
        var published = new ArrayList<ContractChanged>();
        for (var due = change.dueAt(); due != null && !due.isAfter(end); due = change.dueAt()) {
            assertThat(change.state().tick(due.minusMillis(1)).events()).as("before " + due).isEmpty();
            change = change.state().tick(due);
            change.events().forEach(event -> published.add((ContractChanged) event));
            assertThat(change.state().tick(due).events()).as("repeated at " + due).isEmpty();
        }
        return published;
    }

    @ParameterizedTest
    @ValueSource(strings = {"America/Sao_Paulo", "Pacific/Auckland"})
    void each_boundary_day_is_published_once_at_its_beginning_in_the_zone(String zone) {
        var registered = customer(zone).register(startOf("2025-12-15", zone));

        var published = publishUntil(registered, startOf("2029-01-01", zone));

        assertThat(published).extracting(ContractChanged::changedAt).containsExactlyElementsOf(
                Stream.of("2026-01-01", "2026-03-01", "2026-03-11", "2026-05-01", "2026-06-01", "2026-07-01", "2026-09-01",
                        "2027-01-01", "2027-02-01", "2028-01-01").map(day -> startOf(day, zone)).toList());
        assertThat(published).extracting(ContractChanged::by).containsOnlyNulls();
    }

    @Test
    void the_event_has_the_terms_of_its_day_and_the_waivers_in_force() {
        var zone = "America/Sao_Paulo";
        var registered = customer(zone).register(startOf("2025-12-15", zone));
        assertThat(registered.events()).singleElement().isInstanceOfSatisfying(ContractChanged.class,
                changed -> assertThat(changed.slaPlan()).as("of the next period").isEqualTo("standard"));

        var published = publishUntil(registered, startOf("2029-01-01", zone));

        assertThat(terms(published, "2026-05-01", zone)).isEqualTo("PRO standard 2026-12-31 [X03]");
        assertThat(terms(published, "2026-06-01", zone)).isEqualTo("PRO standard 2026-12-31 []");
        assertThat(terms(published, "2027-01-01", zone)).as("in the gap").isEqualTo("PREMIUM premium-24x7 2027-12-31 []");
        assertThat(terms(published, "2028-01-01", zone)).as("after the last").isEqualTo("PREMIUM premium-24x7 2027-12-31 []");
        assertThat(published).allSatisfy(changed -> assertThat(changed.periods()).hasSize(2));
    }

    private static @Nullable String terms(List<ContractChanged> published, String day, String zone) {
        return published.stream().filter(changed -> changed.changedAt().equals(startOf(day, zone))).map(
                changed -> "%s %s %s %s".formatted(changed.edition(), changed.slaPlan(), changed.validTo(), changed.waivers()))
                .findFirst().orElse(null);
    }

    @Test
    void a_change_after_a_missed_boundary_publishes_both_in_order() {
        var zone = "Pacific/Auckland";
        var registered = customer(zone).register(startOf("2026-12-15", zone)).state();
        var now = startOf("2027-02-03", zone);

        var change = registered.change(customer -> customer.withServed(List.of("borealis")), "iara", null, now);

        assertThat(change.events()).extracting(event -> ((ContractChanged) event).changedAt())
                .containsExactly(startOf("2027-01-01", zone), startOf("2027-02-01", zone), now);
        assertThat(change.state().tick(now).events()).isEmpty();
    }

    @Test
    void after_an_outage_each_missed_boundary_is_published_with_its_own_instant() {
        var zone = "America/Sao_Paulo";
        var registered = customer(zone).register(startOf("2026-12-15", zone)).state();
        var now = startOf("2027-03-01", zone);

        var first = registered.tick(now);
        assertThat(first.dueAt()).isEqualTo(startOf("2027-02-01", zone));
        var second = first.state().tick(now);

        assertThat(second.events()).singleElement().isInstanceOfSatisfying(ContractChanged.class,
                changed -> assertThat(changed.changedAt()).isEqualTo(startOf("2027-02-01", zone)));
        assertThat(second.dueAt()).isEqualTo(startOf("2028-01-01", zone));
    }

    @Test
    void a_deputy_is_published_at_begin_and_end_and_is_gone_at_the_end() {
        var now = Instant.parse("2026-04-01T12:00:00Z");
        var from = Instant.parse("2026-04-02T08:00:00Z");
        var to = Instant.parse("2026-04-09T17:30:01Z");
        var ana = new Contact("ana", "ana@acme.example", "Ana", "pt-BR", "UTC", true);
        var deputy = new Contact("eva", "eva@acme.example", "Eva", "pt-BR", "UTC", false, "ana", from, to);
        var named = customer("UTC").nameContact(ana, now).state().nameContact(deputy, now);

        assertThat(named.dueAt()).isEqualTo(from);
        assertThat(named.events().getLast()).isInstanceOfSatisfying(ContractChanged.class,
                changed -> assertThat(changed.contacts()).extracting(Contact::activeTo).contains(to));
        var begun = named.state().tick(from);
        assertThat(begun.events()).hasSize(1);
        assertThat(begun.dueAt()).isEqualTo(to);
        var ended = begun.state().tick(to);

        assertThat(ended.state().contacts()).containsExactly(ana);
        assertThat(ended.events()).singleElement().isInstanceOfSatisfying(ContractChanged.class,
                changed -> assertThat(changed.contacts()).containsExactly(ana));
    }

    @Test
    void a_customer_without_a_period_publishes_nothing() {
        var created = Customer.create("new", "New", "en", "UTC", 2).register(Instant.parse("2026-04-01T12:00:00Z"));
        assertThat(created.events()).isEmpty();
        assertThat(created.dueAt()).isNull();
    }
}
