package io.amparo.entitlement.coverage;

import io.amparo.entitlement.catalogue.ProductLine;
import io.amparo.entitlement.contract.Customer;
import io.amparo.entitlement.coverage.Finding.Caution;
import io.amparo.entitlement.coverage.Finding.Denial;
import io.amparo.events.customer.CustomerEvent.Contact;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that a decision stands on; deciding is pure.
 *
 * @param customer for whom the ticket would be; null for a person of no contract
 * @param employer whose address the person has, without being named as a contact by it
 * @param line the product line; an unknown one never stands in the way
 * @param at the instant to decide for
 */
record Coverage(Wish wish, @Nullable Customer customer, @Nullable Customer employer, ProductLine line, Instant at) {

    /** The day, where the customer is. */
    LocalDate day() {
        return customer == null ? LocalDate.ofInstant(at, ZoneOffset.UTC) : customer.dayOf(at);
    }

    Optional<Contact> contact() {
        return customer == null ? Optional.empty() : customer.contact(wish.email());
    }

    /** Who has no standing hears the first reason for it and nothing about versions; of the matter, all is said at once. */
    Decision decide(Instant now) {
        var standing = findings(CoverageRules.STANDING).findFirst();
        var findings = standing.isPresent() ? List.of(standing.get()) : findings(CoverageRules.MATTER).toList();
        var denials = findings.stream().filter(Denial.class::isInstance).map(Denial.class::cast).toList();
        var cautions = findings.stream().filter(Caution.class::isInstance).map(Finding::reason).toList();
        return denials.isEmpty() ? granted(cautions, now) : denied(denials, cautions, now);
    }

    private Stream<Finding> findings(List<CoverageRule> rules) {
        return rules.stream().flatMap(rule -> rule.judge(this).stream());
    }

    private Decision granted(List<Reason> cautions, Instant now) {
        var kind = wish.kind();
        var contract = Objects.requireNonNull(customer).contract();
        var why = Reason.of("covered-by-" + kind.via().toLowerCase(Locale.ROOT), kind.clause(), contract.edition().name(),
                contract.validTo().toString());
        return new Decision(wish, party(), true, List.of(why), cautions, List.of(),
                kind.isProfessionalSupport() ? contract.slaPlan() : null, now);
    }

    private Decision denied(List<Denial> denials, List<Reason> cautions, Instant now) {
        return new Decision(wish, party(), false, denials.stream().map(Denial::reason).toList(), cautions,
                denials.stream().flatMap(denial -> denial.alternatives().stream()).distinct().toList(), null, now);
    }

    private Decision.@Nullable Party party() {
        if (customer == null) return null;
        return new Decision.Party(customer.id(), customer.name(), contact().map(Contact::name).orElse(null),
                contact().map(Contact::language).orElse(null));
    }
}
