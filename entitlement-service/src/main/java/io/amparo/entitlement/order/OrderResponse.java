package io.amparo.entitlement.order;

import io.amparo.entitlement.order.Order.Booking;
import io.amparo.events.Vocabulary.OrderKind;
import io.amparo.events.Vocabulary.OrderState;
import io.amparo.platform.Adapter;
import io.amparo.platform.security.Caller;
import io.amparo.platform.web.Action;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An order as the API shows it. */
@Adapter
record OrderResponse(String id,
        @Schema(description = "Id of the customer; missing for a person without a company") @Nullable String customer,
        OrderKind kind, @Nullable Integer vouchers, @Nullable String packageCode, @Nullable Integer units,
        @Nullable Integer minutes, @Nullable String service, @Nullable String product, @Nullable String edition,
        @Schema(description = "First day: the wanted one, after the approval the booked one") @Nullable LocalDate validFrom,
        @Schema(description = "Last day, included: the wanted one, after the approval the booked one") @Nullable LocalDate validTo,
        @Nullable String reason, OrderState state, @Schema(description = "Person id of who has ordered") String requestedBy,
        Instant requestedAt, @Schema(description = "A person without a company") @Nullable OrderContact contact,
        @Schema(description = "When it is to be delivered") @Nullable Instant scheduledFor,
        @Schema(description = "The states in their order") List<OrderStep> history,
        @Schema(description = "What the approval has booked; empty until it is stored") List<BookedItem> booked,
        List<Action> actions) {

    /** How the vendor reaches a person without a company. */
    record OrderContact(String name, String email) {}

    record OrderStep(OrderState state,
            @Schema(description = "Person id; missing if the service itself changed the state") @Nullable String by, Instant at,
            @Nullable String note) {}

    record BookedItem(@Schema(description = "Id of the lot or package") String id, String href) {}

    static OrderResponse of(Order order, Caller caller) {
        var item = order.item();
        var kind = item.kind();
        var booking = order.booking();
        var orderer = order.orderer();
        return new OrderResponse(order.id(), order.customerId(), kind, amount(item, OrderKind.VOUCHER),
                code(item, OrderKind.PACKAGE), amount(item, OrderKind.PACKAGE), amount(item, OrderKind.HOURS),
                code(item, OrderKind.HOURS), code(item, OrderKind.MIGRATION_HELP), code(item, OrderKind.CONTRACT_CHANGE),
                booking == null ? item.validFrom() : booking.validFrom(), booking == null ? item.validTo() : booking.validTo(),
                order.reason(), order.state(), orderer.person(), order.requestedAt(),
                orderer.name() == null || orderer.email() == null ? null : new OrderContact(orderer.name(), orderer.email()),
                order.scheduledFor(),
                order.history().stream().map(step -> new OrderStep(step.state(), step.by(), step.at(), step.note())).toList(),
                booking == null ? List.of() : booked(order, booking), OrderAccess.actions(caller, order));
    }

    private static @Nullable Integer amount(OrderItem item, OrderKind kind) {
        return item.kind() == kind && item.amount() > 0 ? item.amount() : null;
    }

    private static @Nullable String code(OrderItem item, OrderKind kind) {
        return item.kind() == kind ? item.code() : null;
    }

    private static List<BookedItem> booked(Order order, Booking booking) {
        var customer = "/api/v1/customers/" + order.customerId();
        return booking.created().stream().map(id -> new BookedItem(id, switch (order.item().kind()) {
            case VOUCHER -> customer + "/vouchers/" + id;
            case PACKAGE -> customer + "/packages/" + id;
            case HOURS -> customer + "/hours";
            case MIGRATION_HELP, CONTRACT_CHANGE -> throw new IllegalStateException("Nothing is booked for " + order.id());
        })).toList();
    }
}
