package io.amparo.eol.feed;

import io.amparo.eol.customer.Customer;
import io.amparo.eol.customer.Customer.Installation;
import io.amparo.eol.customer.Customers;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds which products a personal feed shows: those installed at the owner's company and at the companies that it serves. */
final class InstalledProducts {
    private final Customers customers;

    InstalledProducts(Customers customers) {
        this.customers = customers;
    }

    /** Returns empty if the owner is no contact of the company any more, or a deputy without access now. */
    Optional<Set<String>> of(PersonalFeed feed, Instant now) {
        return customers.find(feed.customerId())
                .filter(customer -> customer.contacts().stream()
                        .anyMatch(contact -> contact.id().equals(feed.person()) && contact.isActiveAt(now)))
                .map(this::productsOf);
    }

    private Set<String> productsOf(Customer company) {
        return Stream.concat(Stream.of(company), company.serves().stream().flatMap(served -> customers.find(served).stream()))
                .flatMap(customer -> customer.installations().stream()).map(Installation::productId).collect(Collectors.toSet());
    }
}
