package io.amparo.entitlement.contract;

import io.amparo.entitlement.contract.Claims.Claim;
import java.time.Clock;
import java.time.Duration;
import java.util.ConcurrentModificationException;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Claims a name for a customer before an update gives it to the customer. There is no transaction: a process may crash between
 * the two, and the claim is then an orphan, which no customer uses. An orphan can be taken over, at once by its own customer and
 * after 10 s by another one. The takeover first marks the cause of the missing update as applied, so that a slow process cannot
 * apply it afterwards: a name never has two customers, however long a process was suspended.
 */
public final class ClaimName {
    /** A name that is being given to a customer is not taken over in the meantime. */
    static final Duration TAKE_OVER_AFTER = Duration.ofSeconds(10);
    private static final int ATTEMPTS = 10;

    private final Claims claims;
    private final Customers customers;
    private final BiPredicate<Customer, String> usesName;
    private final Clock clock;

    /** @param usesName whether a customer uses a name */
    ClaimName(Claims claims, Customers customers, BiPredicate<Customer, String> usesName, Clock clock) {
        this.claims = claims;
        this.customers = customers;
        this.usesName = usesName;
        this.clock = clock;
    }

    /**
     * Claims a name for the update with this cause. Idempotent.
     *
     * @return false if the name is used, or another update is about to use it
     */
    public boolean handle(String name, String customerId, String holder, String cause) {
        var wanted = new Claim(name, customerId, holder, cause, clock.instant());
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            if (claims.insert(wanted)) return true;
            var current = claims.find(name);
            if (current.isEmpty()) continue; // it was released in the meantime
            if (current.get().isSameAs(wanted)) return true;
            if (!isOrphan(current.get(), customerId)) return false;
            if (claims.replace(current.get(), wanted)) return true;
        }
        throw new ConcurrentModificationException("Claim for " + customerId + " changed concurrently in 10 attempts");
    }

    /** Returns the claim on a name by this holder. To be read before the update that ends the use, and released after it. */
    public Optional<Claim> find(String name, String customerId, String holder) {
        return claims.find(name).filter(claim -> claim.customerId().equals(customerId) && claim.holder().equals(holder));
    }

    /** Whether another customer has the name. */
    public boolean isOfAnother(String name, String customerId) {
        return claims.find(name).filter(claim -> !claim.customerId().equals(customerId)).isPresent();
    }

    public void release(Claim claim) {
        claims.release(claim);
    }

    private boolean isOrphan(Claim claim, String customerId) {
        boolean mayBeInProgress = claim.claimedAt().isAfter(clock.instant().minus(TAKE_OVER_AFTER));
        if (isUsed(claim) || mayBeInProgress && !claim.customerId().equals(customerId)) return false;
        try {
            customers.update(claim.customerId(), claim.cause(), Customer::unchanged);
        } catch (NoSuchElementException neverStored) {
            return true;
        }
        return !isUsed(claim);
    }

    private boolean isUsed(Claim claim) {
        return customers.find(claim.customerId()).filter(found -> usesName.test(found.state(), claim.name())).isPresent();
    }
}
