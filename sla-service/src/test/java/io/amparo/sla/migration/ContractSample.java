package io.amparo.sla.migration;

import io.amparo.events.customer.CustomerEvent.AdvisorPackage;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A contract with a package.
 *
 * @param packageFrom first day of the package that changes the calendar, in days from today
 * @param packageDays length of the package in days, without the first
 */
record ContractSample(String plan, String zone, int packageFrom, int packageDays) {
    ContractChanged event(String customer, Instant since) {
        var from = LocalDate.of(2026, 7, 20).plusDays(packageFrom);
        return new ContractChanged(customer, customer, "PREMIUM", LocalDate.of(2026, 1, 1), LocalDate.of(2027, 12, 31), plan,
                "en", zone, List.of(), List.of(new AdvisorPackage("incidente-24x7", null, from, from.plusDays(packageDays))),
                List.of(), List.of(), List.of(), since, "iara", "Renewed");
    }
}
