package io.amparo.sla.migration;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Advances due migrations, each by one step at a time. Any number of tickers may run at once and stop between any two lines: a
 * stored page is reused, and a ticket applies a repeated request once.
 */
final class MigrationTicker {
    private static final int BATCH_SIZE = 20;

    private final Migrations migrations;
    private final PreviewStep previewStep;
    private final ApplyStep applyStep;
    private final Clock clock;

    MigrationTicker(Migrations migrations, PreviewStep previewStep, ApplyStep applyStep, Clock clock) {
        this.migrations = migrations;
        this.previewStep = previewStep;
        this.applyStep = applyStep;
        this.clock = clock;
    }

    void tick() {
        forEachDue(limit -> migrations.due(clock.instant(), limit), this::advance);
    }

    /** Leaves a failed migration to the next tick and continues with the others. */
    static void forEachDue(IntFunction<List<String>> due, Consumer<String> advance) {
        var failed = new LinkedHashMap<String, RuntimeException>();
        for (var ids = due.apply(BATCH_SIZE); !failed.keySet().containsAll(ids); ids = due.apply(BATCH_SIZE + failed.size()))
            for (var id : ids) {
                if (failed.containsKey(id)) continue;
                try {
                    advance.accept(id);
                } catch (RuntimeException e) {
                    failed.put(id, e);
                }
            }
        if (failed.isEmpty()) return;
        var failure = new IllegalStateException(
                "Migration ticker cannot advance " + failed.keySet() + "; retrying at the next tick");
        failed.values().forEach(failure::addSuppressed);
        throw failure;
    }

    private void advance(String id) {
        if (!migrations.claim(id, clock.instant())) return;
        var migration = migrations.find(id).orElseThrow().state();
        switch (migration.phase()) {
            case PREVIEWING -> previewStep.run(migration);
            case APPLYING -> applyStep.run(migration);
            case PREVIEWED, APPLIED -> { /* another instance has advanced it */ }
        }
    }
}
