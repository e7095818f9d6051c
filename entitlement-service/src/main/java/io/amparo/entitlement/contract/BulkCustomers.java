package io.amparo.entitlement.contract;

import io.amparo.entitlement.contract.Claims.Claim;
import io.amparo.events.customer.CustomerEvent;
import io.amparo.platform.store.AggregateUpdate;
import io.amparo.platform.store.Versioned;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads and writes many customers with few commands. At most 100 customers a call. */
public final class BulkCustomers {
    public static final int MAX_CUSTOMERS = 100;

    /** A new or existing customer, and its edit; an edit of nothing creates the customer, or is empty to skip it. */
    public record Edit(String customerId, Function<Optional<Customer>, Optional<Customer>> edit) {}

    /** A name that a customer will have: an e-mail address with its contact id, or a domain. */
    public record Use(String name, String customerId, String holder) {
        boolean isEmail() {
            return name.indexOf('@') >= 0;
        }
    }

    private final Customers customers;
    private final Claims emails;
    private final Claims domains;
    private final ClaimName claimEmail;
    private final ClaimName claimDomain;
    private final Clock clock;

    BulkCustomers(Customers customers, Claims emails, Claims domains, ClaimName claimEmail, ClaimName claimDomain, Clock clock) {
        this.customers = customers;
        this.emails = emails;
        this.domains = domains;
        this.claimEmail = claimEmail;
        this.claimDomain = claimDomain;
        this.clock = clock;
    }

    /** Returns the customers with these ids, by id. */
    public Map<String, Customer> find(List<String> ids) {
        return customers.allOf(ids).stream().collect(Collectors.toMap(Versioned::id, Versioned::state));
    }

    /** Returns the uses of names that another customer has; claims nothing. */
    public Set<Use> findTaken(List<Use> uses) {
        var taken = new HashSet<Use>();
        for (var part : parts(uses)) {
            var known = findClaims(part);
            part.stream().filter(use -> known.containsKey(use.name()))
                    .filter(use -> !known.get(use.name()).customerId().equals(use.customerId())).forEach(taken::add);
        }
        return taken;
    }

    private Map<String, Claim> findClaims(List<Use> part) {
        var known = new HashMap<>(emails.find(part.stream().filter(Use::isEmail).map(Use::name).distinct().toList()));
        known.putAll(domains.find(part.stream().filter(use -> !use.isEmail()).map(Use::name).distinct().toList()));
        return known;
    }

    /**
     * Claims names for the customers, before {@link #write} gives them to the customers with the same cause.
     *
     * @return the uses of names that another customer has
     */
    public Set<Use> claim(List<Use> uses, String cause) {
        var taken = new HashSet<Use>();
        for (var part : parts(uses)) {
            var known = findClaims(part);
            // One insert for all that are free; the others are decided one by one.
            var free = part.stream().filter(use -> !known.containsKey(use.name())).toList();
            insert(emails, free.stream().filter(Use::isEmail).toList(), cause);
            insert(domains, free.stream().filter(use -> !use.isEmail()).toList(), cause);
            var claimed = findClaims(part);
            part.stream().filter(use -> !isOf(use, claimed.get(use.name())) && !claimOne(use, cause)).forEach(taken::add);
        }
        return taken;
    }

    private void insert(Claims claims, List<Use> uses, String cause) {
        claims.insertFree(uses.stream().map(
                use -> new Claim(use.name(), use.customerId(), use.holder(), causeOf(cause, use.customerId()), clock.instant()))
                .toList());
    }

    private static boolean isOf(Use use, @Nullable Claim claim) {
        return claim != null && claim.customerId().equals(use.customerId()) && claim.holder().equals(use.holder());
    }

    private boolean claimOne(Use use, String cause) {
        return (use.isEmail() ? claimEmail : claimDomain).handle(use.name(), use.customerId(), use.holder(),
                causeOf(cause, use.customerId()));
    }

    private static List<List<Use>> parts(List<Use> uses) {
        var parts = new ArrayList<List<Use>>();
        for (int from = 0; from < uses.size(); from += Claims.MAX_NAMES)
            parts.add(uses.subList(from, Math.min(uses.size(), from + Claims.MAX_NAMES)));
        return parts;
    }

    private static String causeOf(String cause, String customerId) {
        return cause + "/" + customerId;
    }

    /**
     * Applies edits, each once per cause.
     *
     * @param by person id of the caller
     */
    public void write(List<Edit> edits, String cause, String by) {
        var now = clock.instant();
        customers.applyAll(edits.stream()
                .map(edit -> new AggregateUpdate<Customer, CustomerEvent>(edit.customerId(), causeOf(cause, edit.customerId()),
                        () -> edit.edit().apply(Optional.empty()).map(created -> created.register(now)),
                        current -> current.change(each -> edit.edit().apply(Optional.of(each)).orElse(each), by, null, now),
                        null))
                .toList());
    }
}
