package io.amparo.bench.outside;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** Acme on another SLA plan for a while: it gets its own back on close, and when the bench is broken off. */
public final class AcmePlan implements AutoCloseable {
    private static final String CONTRACT = "/customers/acme/contract";
    private static final String PLAN = "slaPlan";
    private static final String SECONDS = "demo-seconds";
    /** Acme's plan in the demonstration world, where a run that was killed left it on the other. */
    private static final String USUAL = "premium-24x7";

    private final Gateway gateway;
    private final String before;
    private final AtomicBoolean moved = new AtomicBoolean(true);
    private final Thread undo = new Thread(this::restore, "plan");

    private AcmePlan(Gateway gateway, String before) {
        this.gateway = gateway;
        this.before = before;
    }

    /** Onto the plan whose budgets are seconds. */
    public static AcmePlan ofSeconds(Gateway gateway) throws IOException, InterruptedException {
        var found = gateway.get(People.ADMINISTRATOR, CONTRACT).must(200).body().path(PLAN).asString();
        var plan = new AcmePlan(gateway, found.equals(SECONDS) ? USUAL : found);
        Runtime.getRuntime().addShutdownHook(plan.undo);
        plan.move(SECONDS);
        return plan;
    }

    private void move(String plan) throws IOException, InterruptedException {
        var contract = gateway.get(People.ADMINISTRATOR, CONTRACT).must(200);
        var seen = contract.body();
        if (seen.path(PLAN).asString().equals(plan)) return;
        gateway.put(People.ADMINISTRATOR, CONTRACT, contract.etag(), Map.of("edition", seen.path("edition"), "validFrom",
                seen.path("validFrom"), "validTo", seen.path("validTo"), PLAN, plan)).must(200);
    }

    private void restore() {
        if (!moved.compareAndSet(true, false)) return;
        try {
            move(before);
        } catch (IOException failed) {
            throw new IllegalStateException("Acme is still on " + SECONDS + ", not on " + before, failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        restore();
        try {
            Runtime.getRuntime().removeShutdownHook(undo);
        } catch (IllegalStateException ending) {
            // Ctrl-C: the hook runs, and finds it done.
        }
    }
}
