package io.amparo.entitlement.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amparo.entitlement.order.Order.Booking;
import io.amparo.entitlement.order.Order.Orderer;
import io.amparo.events.Vocabulary.OrderKind;
import io.amparo.events.Vocabulary.OrderState;
import io.amparo.events.entitlement.EntitlementEvent.OrderChanged;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Company;
import io.amparo.platform.security.Role;
import io.amparo.platform.web.Action;
import io.amparo.platform.web.ApiException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.jspecify.annotations.Nullable;

@Tag("R6.2")
class OrderStateTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final OrderItem VOUCHERS = new OrderItem(OrderKind.VOUCHER, null, 2, null, null);
    private static final OrderItem VISIT = new OrderItem(OrderKind.PACKAGE, "visita-on-site", 2, null, null);
    private static final OrderItem RENEWAL = new OrderItem(OrderKind.CONTRACT_CHANGE, null, 0, null, null);
    private static final Booking DAYS = new Booking(LocalDate.of(2026, 12, 1), LocalDate.of(2027, 11, 30), List.of());

    private static Order order(OrderItem item, OrderState state) {
        var placed = Order.place("o-1", "acme", item, null, new Orderer("acme-bruno", null, null), NOW).state();
        var isNotApproved = EnumSet.of(OrderState.REQUESTED, OrderState.REJECTED, OrderState.CANCELLED).contains(state);
        var history = isNotApproved ? placed.history() : placed.approve(null, "iara", null, NOW).state().history();
        return new Order("o-1", "acme", item, null, placed.orderer(), state, history, null, null);
    }

    private static OrderItem itemOf(Delivery delivery) {
        return switch (delivery) {
            case BOOKED -> VOUCHERS;
            case BY_STAFF -> RENEWAL;
            case BY_APPOINTMENT -> VISIT;
        };
    }

    /** All states that can follow; every other one is refused. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            BOOKED,         REQUESTED, APPROVED REJECTED CANCELLED
            BOOKED,         APPROVED,  FULFILLED CANCELLED
            BOOKED,         SCHEDULED, SCHEDULED DELIVERED CANCELLED
            BOOKED,         DELIVERED, ACCEPTED
            BOOKED,         ACCEPTED,
            BOOKED,         FULFILLED,
            BOOKED,         REJECTED,
            BOOKED,         CANCELLED,
            BY_STAFF,       REQUESTED, APPROVED REJECTED CANCELLED
            BY_STAFF,       APPROVED,  DELIVERED CANCELLED
            BY_STAFF,       DELIVERED, ACCEPTED
            BY_STAFF,       ACCEPTED,
            BY_STAFF,       REJECTED,
            BY_STAFF,       CANCELLED,
            BY_APPOINTMENT, REQUESTED, APPROVED REJECTED CANCELLED
            BY_APPOINTMENT, APPROVED,  SCHEDULED CANCELLED
            BY_APPOINTMENT, SCHEDULED, SCHEDULED DELIVERED CANCELLED
            BY_APPOINTMENT, DELIVERED, ACCEPTED
            BY_APPOINTMENT, ACCEPTED,
            BY_APPOINTMENT, REJECTED,
            BY_APPOINTMENT, CANCELLED,
            """)
    void each_state_allows_only_its_next_states(Delivery delivery, OrderState from, @Nullable String next) {
        var allowed = EnumSet.noneOf(OrderState.class);
        if (next != null) Arrays.stream(next.split(" ")).map(OrderState::valueOf).forEach(allowed::add);
        var order = order(itemOf(delivery), from);
        for (var to : OrderState.values()) {
            if (to == from && to != OrderState.SCHEDULED) {
                assertThat(order.change(to, "somebody", null, NOW).events()).as("a repeat").isEmpty();
            } else if (allowed.contains(to)) {
                assertThat(bring(order, to).state()).isEqualTo(to);
            } else {
                assertThatThrownBy(() -> bring(order, to)).as("%s to %s", from, to).isInstanceOfSatisfying(ApiException.class,
                        e -> assertThat(e.code()).isEqualTo("order-state"));
            }
        }
    }

    private static Order bring(Order order, OrderState to) {
        return switch (to) {
            case APPROVED -> order.approve(null, "iara", null, NOW).state();
            case SCHEDULED -> order.schedule(NOW, "fabio", null, NOW).state();
            default -> order.change(to, "somebody", null, NOW).state();
        };
    }

    private static Caller person(String id, @Nullable Role role, @Nullable String company, boolean administrator) {
        return new Caller(id, id, id + "@example.com", id, role == null ? Set.of() : Set.of(role),
                company == null ? List.of() : List.of(new Company(company, administrator)), null);
    }

    /** Y: may bring an order of Acme, placed by Bruno, into the state. */
    @ParameterizedTest
    @Tag("R7.3")
    @CsvSource(textBlock = """
            state,     bruno, other contact, administrator, other company, agent, manager, admin
            APPROVED,  -,     -,             -,             -,             -,     -,       Y
            REJECTED,  -,     -,             -,             -,             -,     -,       Y
            CANCELLED, Y,     -,             -,             -,             -,     -,       -
            SCHEDULED, -,     -,             -,             -,             Y,     -,       Y
            DELIVERED, -,     -,             -,             -,             Y,     -,       Y
            ACCEPTED,  -,     -,             Y,             -,             -,     -,       -
            FULFILLED, -,     -,             -,             -,             -,     -,       -
            REQUESTED, -,     -,             -,             -,             -,     -,       -
            """, useHeadersInDisplayName = true)
    void each_state_is_reached_only_by_its_callers(OrderState to, String orderer, String contact, String administrator,
            String other, String agent, String manager, String admin) {
        var order = order(VISIT, OrderState.REQUESTED);
        var callers = List.of(person("acme-bruno", null, "acme", false), person("acme-davi", null, "acme", false),
                person("acme-ana", null, "acme", true), person("borealis-carla", null, "borealis", true),
                person("fabio", Role.AGENT, null, false), person("gisele", Role.MANAGER, null, false),
                person("iara", Role.ADMIN, null, false));
        assertThat(callers.stream().map(caller -> OrderAccess.mayBring(caller, order, to) ? "Y" : "-")).containsExactly(orderer,
                contact, administrator, other, agent, manager, admin);
    }

    @Test
    void order_is_seen_by_its_company_and_the_staff_only() {
        var order = order(VISIT, OrderState.REQUESTED);
        assertThat(OrderAccess.maySee(person("acme-ana", null, "acme", true), order)).isTrue();
        assertThat(OrderAccess.maySee(person("gisele", Role.MANAGER, null, false), order)).isTrue();
        assertThat(OrderAccess.maySee(person("reader", Role.READER, null, false), order)).isTrue();
        assertThat(OrderAccess.maySee(person("borealis-carla", null, "borealis", true), order)).isFalse();
        assertThat(OrderAccess.maySee(person("acme-bruno", null, null, false), order)).as("no contact any more").isFalse();
    }

    @Test
    @Tag("R10.5")
    void order_without_a_company_belongs_to_its_person() {
        var help = new OrderItem(OrderKind.MIGRATION_HELP, "opmon-8", 0, null, null);
        var order = Order.place("o-2", null, help, null, new Orderer("davi", "davi@example.com", "Davi"), NOW).state();
        var davi = person("davi", null, null, false);
        var nowContact = new Caller("acme-davi", "davi", "davi@example.com", "Davi", Set.of(), List.of(), null);
        for (var caller : List.of(davi, nowContact)) {
            assertThat(OrderAccess.maySee(caller, order)).isTrue();
            assertThat(OrderAccess.mayBring(caller, order, OrderState.ACCEPTED)).isTrue();
        }
        assertThat(OrderAccess.maySee(person("erika", null, null, false), order)).isFalse();
        var rejected = order.change(OrderState.REJECTED, "iara", "too late", NOW).events().getFirst();
        assertThat(rejected.key()).as("the key of the event").isEqualTo("o-2");
    }

    @Test
    @Tag("R5.7")
    void approved_order_is_due_until_it_is_booked_once() {
        var approved = order(VOUCHERS, OrderState.REQUESTED).approve(DAYS, "iara", "invoice 7", NOW);
        assertThat(approved.dueAt()).isEqualTo(NOW);
        assertThat(approved.state().isBookingPending()).isTrue();
        assertThat(approved.state().approvedBy()).isEqualTo("iara");

        var booked = approved.state().book(List.of("lot-1", "lot-2"), NOW.plusSeconds(9));
        assertThat(booked.dueAt()).isNull();
        assertThat(booked.state().state()).isEqualTo(OrderState.FULFILLED);
        assertThat(booked.events()).containsExactly(
                new OrderChanged("o-1", "acme", "VOUCHER", null, "FULFILLED", "acme-bruno", null, null, NOW.plusSeconds(9)));
        assertThat(booked.state().book(List.of("lot-3"), NOW).events()).isEmpty();
        assertThat(booked.state().book(List.of("lot-3"), NOW).state()).isEqualTo(booked.state());
    }

    @Test
    void cancelled_order_books_nothing_any_more() {
        var approved = order(VISIT, OrderState.REQUESTED).approve(DAYS, "iara", null, NOW).state();
        assertThat(OrderAccess.mayBring(person("acme-bruno", null, "acme", false), approved, OrderState.CANCELLED)).isFalse();

        var cancelled = approved.change(OrderState.CANCELLED, "iara", "no place", NOW);

        assertThat(cancelled.dueAt()).isNull();
        assertThat(cancelled.state().isBookingPending()).isFalse();
        assertThat(cancelled.state().book(List.of("order-o-1"), NOW).state()).isEqualTo(cancelled.state());
    }

    @Test
    @Tag("R6.2")
    void package_is_booked_while_its_delivery_is_scheduled() {
        var scheduled = order(VISIT, OrderState.REQUESTED).approve(DAYS, "iara", null, NOW).state().schedule(NOW.plusSeconds(60),
                "fabio", null, NOW);
        assertThat(scheduled.dueAt()).as("still to be booked").isEqualTo(NOW);

        var booked = scheduled.state().book(List.of("order-o-1"), NOW);
        assertThat(booked.state().state()).isEqualTo(OrderState.SCHEDULED);
        assertThat(booked.state().scheduledFor()).isEqualTo(NOW.plusSeconds(60));
        assertThat(booked.events()).as("the state is the same").isEmpty();
    }

    @ParameterizedTest
    @EnumSource(OrderState.class)
    void actions_are_those_that_succeed(OrderState state) {
        var order = order(VISIT, state);
        var admin = person("iara", Role.ADMIN, null, false);
        var codes = OrderAccess.actions(admin, order).stream().map(Action::code).toList();
        assertThat(codes).isEqualTo(switch (state) {
            case REQUESTED -> List.of("APPROVE", "REJECT", "PREVIEW_CLOCKS");
            case APPROVED -> List.of("SCHEDULE", "CANCEL");
            case SCHEDULED -> List.of("SCHEDULE", "DELIVER", "CANCEL");
            default -> List.of();
        });
    }

    @Test
    void order_that_was_scheduled_too_often_is_refused() {
        var order = order(VISIT, OrderState.REQUESTED).approve(null, "iara", null, NOW).state();
        while (order.history().size() < Order.MAX_HISTORY)
            order = order.schedule(NOW, "fabio", null, NOW).state();
        var full = order;
        assertThatThrownBy(() -> full.schedule(NOW, "fabio", null, NOW)).isInstanceOf(ApiException.class);
        assertThat(full.change(OrderState.DELIVERED, "fabio", null, NOW).state().state()).isEqualTo(OrderState.DELIVERED);
    }
}
