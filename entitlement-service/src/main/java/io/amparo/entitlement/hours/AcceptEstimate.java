package io.amparo.entitlement.hours;

import io.amparo.entitlement.ledger.ReserveHours;
import io.amparo.platform.web.ApiException;
import java.time.Clock;

/** Accepts an estimate, which reserves its hours. Idempotent: the estimate reserves once. */
final class AcceptEstimate {

    /** @param by person id of the contract administrator */
    record Command(String estimateId, String by) {}

    private final Estimates estimates;
    private final ReserveHours reserveHours;
    private final Clock clock;

    AcceptEstimate(Estimates estimates, ReserveHours reserveHours, Clock clock) {
        this.estimates = estimates;
        this.reserveHours = reserveHours;
        this.clock = clock;
    }

    /** @throws ApiException 409 if the balance is too low */
    Estimate handle(Command command) {
        var estimate = estimates.find(command.estimateId()).orElseThrow().state();
        if (estimate.acceptedBy() != null) return estimate;
        // A crash between the two writes is repaired by a retry: the reservation is idempotent by the id of the estimate.
        reserveHours.accept(new ReserveHours.Command(estimate.id(), estimate.customerId(), estimate.ticket(), estimate.minutes(),
                null, command.by()));
        return estimates
                .updateAndFind(estimate.id(), "acceptance", null, current -> current.accept(command.by(), clock.instant()))
                .state();
    }
}
