package io.amparo.entitlement.contract;

import io.amparo.platform.Ids;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.ApiException.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Records the e-mail domains of a customer, whose addresses its administrators may name without an invitation. A domain belongs
 * to one customer only, and never to a public mail provider: everybody can get an address there. Idempotent.
 */
final class ChangeDomains {

    /**
     * @param domains in any spelling
     * @param expectedVersion the version that the caller read (If-Match)
     */
    record Command(String customerId, List<String> domains, long expectedVersion) {
        String cause() {
            return "domains/" + Ids.uuidOf(toString());
        }
    }

    private final Customers customers;
    private final ClaimName claimDomain;
    private final DomainCheck domainCheck;

    ChangeDomains(Customers customers, ClaimName claimDomain, DomainCheck domainCheck) {
        this.customers = customers;
        this.claimDomain = claimDomain;
        this.domainCheck = domainCheck;
    }

    Versioned<Customer> handle(Command command) {
        var id = command.customerId();
        var domains = validate(command.domains());
        var found = customers.find(id).orElseThrow();
        var current = found.state().domains();
        if (domains.equals(current) && found.version() == command.expectedVersion()) return found;
        var taken = domains.stream().filter(domain -> !current.contains(domain))
                .filter(domain -> !claimDomain.handle(domain, id, id, command.cause())).toList();
        if (!taken.isEmpty())
            throw ApiException.conflict("domain-taken", "domains",
                    domains.stream().filter(each -> !taken.contains(each)).toList());
        var ended = current.stream().filter(domain -> !domains.contains(domain)).map(domain -> claimDomain.find(domain, id, id))
                .flatMap(Optional::stream).toList();
        customers.update(id, command.cause(), command.expectedVersion(), customer -> customer.changeDomains(domains));
        ended.forEach(claimDomain::release);
        return customers.find(id).orElseThrow();
    }

    /** @throws ApiException 409 if a domain is of another customer, 422 naming each invalid one */
    void requireFree(String customerId, List<String> domains) {
        var valid = validate(domains);
        var free = valid.stream().filter(domain -> !claimDomain.isOfAnother(domain, customerId)).toList();
        if (free.size() < valid.size()) throw ApiException.conflict("domain-taken", "domains", free);
    }

    private List<String> validate(List<String> domains) {
        var errors = new ArrayList<FieldError>();
        var folded = new ArrayList<String>();
        for (int i = 0; i < domains.size(); i++) {
            var field = "domains[%d]".formatted(i);
            var domain = DomainCheck.fold(domains.get(i));
            domainCheck.violation(domain).ifPresentOrElse(code -> errors.add(new FieldError(field, code)),
                    () -> folded.add(domain));
        }
        if (!errors.isEmpty()) throw ApiException.invalid(errors);
        return folded.stream().distinct().sorted().toList();
    }
}
