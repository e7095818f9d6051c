package io.amparo.local.demo;

import static io.amparo.clients.People.BRUNO;
import static io.amparo.clients.People.IARA;

import io.amparo.clients.EventClient;
import io.amparo.clients.GatewayClient;
import io.amparo.events.entitlement.EntitlementEvent.OrderChanged;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Fourth part of the story: a customer orders a single incident, which its ledger has after the approval. */
final class OrderStory {
    private static final Duration STEP_TIMEOUT = Duration.ofSeconds(10);

    private final GatewayClient gateway;
    private final EventClient events;
    private String order = "";

    OrderStory(GatewayClient gateway, EventClient events) {
        this.gateway = gateway;
        this.events = events;
    }

    void run(Story story) {
        story.step("Bruno orders a single incident", this::place);
        story.step("Iara approves it, Acme can use it", this::approve);
    }

    private String place() {
        var placed = gateway.post(BRUNO, "/orders", Map.of("kind", "VOUCHER", "reason", "Nightly batch")).expectStatus(201);
        order = placed.text("/id");
        return "%s, %s".formatted(order, placed.text("/state"));
    }

    private String approve() {
        var approved = gateway.post(IARA, "/orders/" + order + "/approval", Map.of("approved", true)).expectStatus(200);
        events.await(Instant.now().plus(STEP_TIMEOUT), OrderChanged.class,
                event -> event.orderId().equals(order) && event.state().equals("FULFILLED"));
        var voucher = gateway.get(BRUNO, "/customers/acme/vouchers/" + approved.text("/booked/0/id")).expectStatus(200);
        if (voucher.body().path("balance").asInt() != 1) throw new StepFailedException("The lot has another balance: " + voucher);
        return "%s, balance 1 until %s".formatted(approved.text("/state"), voucher.text("/validTo"));
    }
}
