package io.amparo.entitlement.order;

import io.amparo.events.Vocabulary.OrderKind;
import io.amparo.events.Vocabulary.OrderState;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Role;
import io.amparo.platform.web.Action;
import java.util.ArrayList;
import java.util.List;

/** Decides who may see an order, and who may bring it into which state. */
final class OrderAccess {

    private OrderAccess() {}

    /** Staff see all orders, contacts those of their companies, and a person without a company the own ones. */
    static boolean maySee(Caller caller, Order order) {
        return caller.mayReadAll()
                || (order.customerId() == null ? isOrderer(caller, order) : caller.isContactOf(order.customerId()));
    }

    /**
     * Only the vendor's staff deliver (R6.2, R7.3). Without a company, the person who ordered accepts the delivery. After the
     * approval only the vendor's admin cancels.
     */
    static boolean mayBring(Caller caller, Order order, OrderState to) {
        return switch (to) {
            case APPROVED, REJECTED -> caller.hasAnyRole(Role.ADMIN);
            case SCHEDULED, DELIVERED -> caller.hasAnyRole(Role.AGENT, Role.ADMIN);
            case ACCEPTED -> order.customerId() == null ? isOrderer(caller, order) : caller.isAdministratorOf(order.customerId());
            case CANCELLED -> order.approvedBy() == null ? isOrderer(caller, order) : caller.hasAnyRole(Role.ADMIN);
            case REQUESTED, FULFILLED -> false;
        };
    }

    /** The subject of the token stays if a person without a company becomes a contact. */
    private static boolean isOrderer(Caller caller, Order order) {
        var person = order.orderer().person();
        return person.equals(caller.person()) || person.equals(caller.subject());
    }

    /**
     * Returns what the caller may do to the order now, with the calls. Before a package is approved, sla-service previews which
     * due instants it moves.
     */
    static List<Action> actions(Caller caller, Order order) {
        var path = "/api/v1/orders/" + order.id();
        var actions = new ArrayList<Action>();
        for (var to : order.item().delivery().next(order.state())) if (mayBring(caller, order, to)) actions.add(action(to, path));
        if (order.item().kind() == OrderKind.PACKAGE && mayBring(caller, order, OrderState.APPROVED)
                && order.state() == OrderState.REQUESTED)
            actions.add(post("PREVIEW_CLOCKS", "/api/v1/sla/migrations"));
        return actions;
    }

    private static Action action(OrderState to, String path) {
        return switch (to) {
            case APPROVED -> post("APPROVE", path + "/approval");
            case REJECTED -> post("REJECT", path + "/approval");
            case SCHEDULED -> post("SCHEDULE", path + "/schedule");
            case DELIVERED -> post("DELIVER", path + "/delivery");
            case ACCEPTED -> post("ACCEPT", path + "/acceptance");
            case CANCELLED -> post("CANCEL", path + "/cancellation");
            case REQUESTED, FULFILLED -> throw new IllegalArgumentException("No person brings an order to " + to);
        };
    }

    private static Action post(String code, String href) {
        return new Action(code, "POST", href, null, null);
    }
}
