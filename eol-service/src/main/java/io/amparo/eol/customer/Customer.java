package io.amparo.eol.customer;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** A customer as the end of a product touches it: what it runs, and who must be told. */
public record Customer(String id, String name, LocalDate contractEnds, List<String> contactLanguages,
        List<Installation> installations, List<Maintenance> maintenance) {

    public record Installation(String productId, String version) {}

    /** Support that the contract keeps beyond the end, that day included (R10.3). */
    public record Maintenance(String productId, LocalDate until) {}

    public List<String> versionsOf(String productId) {
        return installations.stream().filter(installed -> installed.productId().equals(productId)).map(Installation::version)
                .distinct().sorted().toList();
    }

    public Optional<LocalDate> maintainedUntil(String productId) {
        return maintenance.stream().filter(kept -> kept.productId().equals(productId)).map(Maintenance::until).findFirst();
    }
}
