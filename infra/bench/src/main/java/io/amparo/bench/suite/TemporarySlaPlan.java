package io.amparo.bench.suite;

import io.amparo.clients.GatewayClient;
import io.amparo.clients.People;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** Switches Acme to another SLA plan. Restores the previous plan on close, and when the benchmark is interrupted. */
public final class TemporarySlaPlan implements AutoCloseable {
    private static final String CONTRACT = "/customers/acme/contract";
    private static final String PLAN = "slaPlan";
    private static final String DEMO_SECONDS = "demo-seconds";
    /** The plan of Acme in the demonstration data; restored if a killed run has left Acme on demo-seconds. */
    private static final String DEFAULT_PLAN = "premium-24x7";

    private final GatewayClient gateway;
    private final String previousPlan;
    private final AtomicBoolean restored = new AtomicBoolean();
    private final Thread shutdownHook = new Thread(this::restore, "restore-sla-plan");

    private TemporarySlaPlan(GatewayClient gateway, String previousPlan) {
        this.gateway = gateway;
        this.previousPlan = previousPlan;
    }

    /** Switches to the plan whose SLA targets are seconds. */
    public static TemporarySlaPlan demoSeconds(GatewayClient gateway) {
        var current = gateway.get(People.IARA, CONTRACT).expectStatus(200).text("/" + PLAN);
        var plan = new TemporarySlaPlan(gateway, current.equals(DEMO_SECONDS) ? DEFAULT_PLAN : current);
        Runtime.getRuntime().addShutdownHook(plan.shutdownHook);
        plan.switchTo(DEMO_SECONDS);
        return plan;
    }

    private void switchTo(String plan) {
        var response = gateway.get(People.IARA, CONTRACT).expectStatus(200);
        var contract = response.body();
        if (contract.path(PLAN).asString().equals(plan)) return;
        gateway.put(People.IARA, CONTRACT, response.etag(), Map.of("edition", contract.path("edition"), "validFrom",
                contract.path("validFrom"), "validTo", contract.path("validTo"), PLAN, plan)).expectStatus(200);
    }

    private void restore() {
        if (!restored.compareAndSet(false, true)) return;
        try {
            switchTo(previousPlan);
        } catch (RuntimeException e) {
            throw new IllegalStateException("Acme is still on %s instead of %s".formatted(DEMO_SECONDS, previousPlan), e);
        }
    }

    @Override
    public void close() {
        restore();
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException ignored) {
            // The JVM is shutting down (Ctrl-C): the hook runs but finds the plan restored.
        }
    }
}
