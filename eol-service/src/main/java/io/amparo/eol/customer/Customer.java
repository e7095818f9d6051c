package io.amparo.eol.customer;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The part of a customer that an end of life needs: its installations, its agreed maintenance and the languages of its contacts.
 */
public record Customer(String id, String name, LocalDate contractEnds, List<String> contactLanguages,
        List<Installation> installations, List<Maintenance> maintenance) {

    /** A product version that the customer runs. */
    public record Installation(String productId, String version) {}

    /** Support agreed beyond the end of life; {@code until} is included (R10.3). */
    public record Maintenance(String productId, LocalDate until) {}

    public List<String> versionsOf(String productId) {
        return installations.stream().filter(installed -> installed.productId().equals(productId)).map(Installation::version)
                .distinct().sorted().toList();
    }

    public Optional<LocalDate> maintainedUntil(String productId) {
        return maintenance.stream().filter(agreed -> agreed.productId().equals(productId)).map(Maintenance::until).findFirst();
    }
}
