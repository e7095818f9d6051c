package io.amparo.entitlement.order;

import io.amparo.entitlement.order.ChangeOrder.Transition;
import io.amparo.entitlement.order.Order.Orderer;
import io.amparo.events.FieldLimits;
import io.amparo.events.Vocabulary.OrderKind;
import io.amparo.events.Vocabulary.OrderState;
import io.amparo.platform.openapi.HasETag;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Callers;
import io.amparo.platform.security.Company;
import io.amparo.platform.security.ForbiddenException;
import io.amparo.platform.security.Role;
import io.amparo.platform.security.Staff;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.Cursor;
import io.amparo.platform.web.IdempotencyKey;
import io.amparo.platform.web.IfMatch;
import io.amparo.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * HTTP API of orders. Contacts and other people order, the vendor's admin approves, its staff schedule and deliver (R6.2, R7.3),
 * and the contract administrator accepts. Only an appointment needs If-Match: the state allows each of the others only once.
 */
@HasETag
@RestController
@RequestMapping("/api/v1/orders")
class OrderController {
    private static final int MAX_VALUES = 20;

    /** The answer to an order, with the days of what it books. */
    record OrderApprovalRequest(@NotNull Boolean approved,
            @Schema(description = "Required for a rejection") @Nullable @Size(max = FieldLimits.REASON) String reason,
            @Schema(description = "First day; by default the wanted one, or today") @Nullable LocalDate validFrom,
            @Schema(description = "Last day, included; by default the wanted one, or the vendor's rule") @Nullable LocalDate validTo) {
        void validate() {
            if (!approved && (reason == null || reason.isBlank())) throw ApiException.invalid("reason", "required");
        }
    }

    record OrderScheduleRequest(@Schema(description = "When it is to be delivered") @NotNull Instant at,
            @Nullable @Size(max = FieldLimits.NOTE) String note) {}

    record OrderDeliveryRequest(
            @Schema(description = "What was delivered") @Nullable @Size(max = FieldLimits.NOTE) String note) {}

    record OrderCancellationRequest(
            @Schema(description = "Required after the approval") @Nullable @Size(max = FieldLimits.REASON) String reason) {}

    private final Orders orders;
    private final OrderItems items;
    private final PlaceOrder placeOrder;
    private final ApproveOrder approveOrder;
    private final ChangeOrder changeOrder;

    OrderController(Orders orders, OrderItems items, PlaceOrder placeOrder, ApproveOrder approveOrder, ChangeOrder changeOrder) {
        this.orders = orders;
        this.items = items;
        this.placeOrder = placeOrder;
        this.approveOrder = approveOrder;
        this.changeOrder = changeOrder;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Callers(Callers.PERSON)
    @Operation(summary = "Place an order", description = "Single incidents, packages and hours need an edition that the policy "
            + "permits to order them. Everybody may order help with a migration, or a contract.")
    ResponseEntity<OrderResponse> placeOrder(Caller caller, IdempotencyKey key,
            @Parameter(description = "As in the link of an alternative: the kind of the body") @RequestParam(required = false) @Nullable OrderKind kind,
            @RequestBody @Valid OrderRequest request) {
        if (kind != null && kind != request.kind()) throw ApiException.invalidOneOf("kind", List.of(kind.name()));
        var id = key.id(caller, "order");
        // A retry is not checked once more: the policy may have changed since.
        var placed = orders.find(id).orElseGet(() -> placeOrder(caller, id, request));
        var response = OrderResponse.of(placed.state(), caller);
        return ResponseEntity.created(URI.create("/api/v1/orders/" + placed.id())).eTag(etag(placed, response)).body(response);
    }

    private Versioned<Order> placeOrder(Caller caller, String id, OrderRequest request) {
        var customer = customer(caller, request);
        request.validate(customer != null);
        return placeOrder
                .handle(new PlaceOrder.Command(id, customer, items.of(request), request.reason(), orderer(caller, customer)));
    }

    /** Returns the customer of an order; null for a person without a company. Staff order for a customer. */
    private static @Nullable String customer(Caller caller, OrderRequest request) {
        var requested = request.customer();
        if (caller.email() == null) throw new ForbiddenException();
        if (!caller.isStaff())
            return caller.companies().isEmpty() && requested == null ? null : caller.companyFor("customer", requested);
        if (requested == null) throw ApiException.invalid("customer", "required");
        return requested;
    }

    private static Orderer orderer(Caller caller, @Nullable String customer) {
        return customer == null
                ? new Orderer(caller.person(), caller.email(), caller.name())
                : new Orderer(caller.person(), null, null);
    }

    @GetMapping
    @Callers(Callers.PERSON)
    @Operation(summary = "List the orders that the caller may see, newest first")
    Page<OrderResponse> listOrders(Caller caller,
            @RequestParam(required = false) @Nullable @Size(max = MAX_VALUES) Set<String> customer,
            @RequestParam(required = false) @Nullable Set<OrderState> state,
            @RequestParam(required = false) @Nullable Set<OrderKind> kind, @Valid @ParameterObject Page.Request page) {
        var found = orders.page(filter(caller, customer, state, kind), Cursor.parse(page.after()), page.limit() + 1);
        return page.of(found, order -> Cursor.of(order.requestedAt(), order.id()).toString())
                .map(order -> OrderResponse.of(order, caller));
    }

    private static Orders.Filter filter(Caller caller, @Nullable Set<String> customer, @Nullable Set<OrderState> states,
            @Nullable Set<OrderKind> kinds) {
        boolean isLimited = customer != null && !customer.isEmpty();
        if (caller.mayReadAll()) return new Orders.Filter(isLimited ? customer : null, Set.of(), states, kinds);
        if (caller.email() == null) throw new ForbiddenException();
        if (isLimited) return new Orders.Filter(caller.companiesAmong(customer), Set.of(), states, kinds);
        var companies = caller.companies().stream().map(Company::id).collect(Collectors.toUnmodifiableSet());
        return new Orders.Filter(companies, new HashSet<>(List.of(caller.person(), caller.subject())), states, kinds);
    }

    @GetMapping("/{id}")
    @Callers(Callers.PERSON)
    @Operation(summary = "Read an order")
    ResponseEntity<OrderResponse> getOrder(Caller caller, @PathVariable String id) {
        return toResponse(find(caller, id), caller);
    }

    @PostMapping("/{id}/approval")
    @Staff(Role.ADMIN)
    @Operation(summary = "Approve or reject an order", description = "An approval books what the order entitles to: lots of "
            + "single incidents or hours, or a package. A package needs both days.")
    ResponseEntity<OrderResponse> approveOrder(Caller caller, @PathVariable String id, IdempotencyKey key,
            @RequestBody @Valid OrderApprovalRequest request) {
        var order = find(caller, id).state();
        request.validate();
        var cause = key.id(caller, "order-approval/" + id);
        return toResponse(request.approved()
                ? approveOrder.handle(new ApproveOrder.Command(order.id(), request.validFrom(), request.validTo(),
                        caller.person(), request.reason(), cause))
                : changeOrder.handle(new ChangeOrder.Command(order.id(), Transition.to(OrderState.REJECTED, request.reason()),
                        caller.person(), cause)),
                caller);
    }

    @PostMapping("/{id}/schedule")
    @Staff({Role.AGENT, Role.ADMIN})
    @Operation(summary = "Schedule the delivery of an order", description = "A scheduled order can be scheduled once more.")
    ResponseEntity<OrderResponse> scheduleOrder(Caller caller, IfMatch ifMatch, @PathVariable String id, IdempotencyKey key,
            @RequestBody @Valid OrderScheduleRequest request) {
        return change(caller, id, new Transition(OrderState.SCHEDULED, ifMatch.version(),
                request.at().truncatedTo(ChronoUnit.MILLIS), request.note()), key);
    }

    @PostMapping("/{id}/delivery")
    @Staff({Role.AGENT, Role.ADMIN})
    @Operation(summary = "Record the delivery of an order")
    ResponseEntity<OrderResponse> deliverOrder(Caller caller, @PathVariable String id, IdempotencyKey key,
            @RequestBody @Valid OrderDeliveryRequest request) {
        return change(caller, id, Transition.to(OrderState.DELIVERED, request.note()), key);
    }

    @PostMapping("/{id}/acceptance")
    @Callers(value = Callers.CONTRACT_ADMINISTRATOR, staff = {})
    @Operation(summary = "Accept the delivery of an order", description = "The order of a person without a company is accepted by "
            + "that person. Repeating it changes nothing.")
    ResponseEntity<OrderResponse> acceptOrder(Caller caller, @PathVariable String id, IdempotencyKey key) {
        return change(caller, id, Transition.to(OrderState.ACCEPTED, null), key);
    }

    @PostMapping("/{id}/cancellation")
    @Callers(Callers.PERSON)
    @Operation(summary = "Cancel an order", description = "Before the approval who has ordered, before the delivery the vendor's "
            + "admin, with a reason. What an approval has booked stays. Repeating it changes nothing.")
    ResponseEntity<OrderResponse> cancelOrder(Caller caller, @PathVariable String id, IdempotencyKey key,
            @RequestBody(required = false) @Valid @Nullable OrderCancellationRequest request) {
        var reason = request == null ? null : request.reason();
        var order = find(caller, id).state();
        if (order.approvedBy() != null && caller.hasAnyRole(Role.ADMIN) && (reason == null || reason.isBlank()))
            throw ApiException.invalid("reason", "required");
        return change(caller, id, Transition.to(OrderState.CANCELLED, reason), key);
    }

    private ResponseEntity<OrderResponse> change(Caller caller, String id, Transition transition, IdempotencyKey key) {
        var order = find(caller, id).state();
        if (!OrderAccess.mayBring(caller, order, transition.to())) throw new ForbiddenException();
        return toResponse(changeOrder.handle(new ChangeOrder.Command(order.id(), transition, caller.person(),
                key.id(caller, "order-" + transition.to() + "/" + id))), caller);
    }

    private Versioned<Order> find(Caller caller, String id) {
        return orders.find(id).filter(found -> OrderAccess.maySee(caller, found.state())).orElseThrow(ApiException::notFound);
    }

    private static ResponseEntity<OrderResponse> toResponse(Versioned<Order> found, Caller caller) {
        var response = OrderResponse.of(found.state(), caller);
        return ResponseEntity.ok().eTag(etag(found, response)).body(response);
    }

    /** The actions depend on the caller, whose roles may change while the order does not. */
    private static String etag(Versioned<Order> found, OrderResponse response) {
        return IfMatch.etag(found.version(), response.actions().toString());
    }
}
