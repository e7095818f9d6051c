package io.amparo.sla.migration;

import io.amparo.platform.store.DueAggregates;
import java.time.Clock;

/**
 * Advances due migrations, each by one step at a time. Any number of tickers may run at once and stop between any two lines: a
 * stored page is reused, and a ticket applies a repeated request once.
 */
final class MigrationTicker {
    private final Migrations migrations;
    private final DueAggregates due;
    private final PreviewStep previewStep;
    private final ApplyStep applyStep;
    private final Clock clock;

    MigrationTicker(Migrations migrations, DueAggregates due, PreviewStep previewStep, ApplyStep applyStep, Clock clock) {
        this.migrations = migrations;
        this.due = due;
        this.previewStep = previewStep;
        this.applyStep = applyStep;
        this.clock = clock;
    }

    void tick() {
        due.forEach(this::advance);
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
