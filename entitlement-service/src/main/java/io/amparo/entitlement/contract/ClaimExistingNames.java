package io.amparo.entitlement.contract;

import io.amparo.entitlement.contract.Claims.Claim;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Claims the names of the stored customers at the start: those of the demonstration data, and those from before there were
 * claims. Idempotent; a start reads all customers and writes only what is missing.
 */
final class ClaimExistingNames {
    private static final Logger LOG = System.getLogger(ClaimExistingNames.class.getName());

    /** A name that a customer uses. */
    record Use(String name, String customerId, String holder) {}

    private final Customers customers;
    private final Claims claims;
    private final ClaimName claimName;
    private final Function<Customer, List<Use>> uses;
    private final String kind;

    /** @param kind what the names are, for the log, which must not contain them */
    ClaimExistingNames(Customers customers, Claims claims, ClaimName claimName, Function<Customer, List<Use>> uses, String kind) {
        this.customers = customers;
        this.claims = claims;
        this.claimName = claimName;
        this.uses = uses;
        this.kind = kind;
    }

    void handle() {
        var batch = new ArrayList<Use>();
        customers.forEach(customer -> {
            for (var use : uses.apply(customer)) {
                batch.add(use);
                if (batch.size() == Claims.MAX_NAMES) claimAll(batch);
            }
        });
        claimAll(batch);
    }

    private void claimAll(List<Use> batch) {
        if (batch.isEmpty()) return;
        var known = claims.find(batch.stream().map(Use::name).distinct().toList());
        for (var use : batch) {
            var claim = known.get(use.name());
            if ((claim == null || !claim.customerId().equals(use.customerId())) && !claim(use)) logConflict(use);
        }
        batch.clear();
    }

    private boolean claim(Use use) {
        return claimName.handle(use.name(), use.customerId(), use.holder(), "claim/" + use.holder());
    }

    private void logConflict(Use use) {
        var other = claims.find(use.name()).map(Claim::customerId).orElse("another customer");
        LOG.log(Level.WARNING,
                "Customers {0} and {1} both have {2} of {3}: they were stored before each could have only one customer. It counts "
                        + "for the customer with the lower id. Next: remove it from one of the two, then restart this service",
                use.customerId(), other, kind, use.holder());
    }
}
