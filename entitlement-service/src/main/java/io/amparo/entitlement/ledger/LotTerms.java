package io.amparo.entitlement.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What a lot is and when it can be used. Days are those of the customer; {@code validTo} is included.
 *
 * @param packageCode code of the package of a lot of units; null for the other kinds
 * @param startsAt begin of the first day
 * @param endsAt end of the last day
 */
public record LotTerms(String customerId, LotKind kind, @Nullable String packageCode, LocalDate validFrom, LocalDate validTo,
        Instant startsAt, Instant endsAt) {
    public LotTerms {
        if (validTo.isBefore(validFrom))
            throw new IllegalArgumentException("Lot ends before it begins: " + validFrom + " to " + validTo);
        if ((kind == LotKind.UNITS) != (packageCode != null))
            throw new IllegalArgumentException("Exactly a lot of units has a package: " + kind + " " + packageCode);
    }

    /** @param zone zone of the customer, in which its days begin and end */
    public static LotTerms of(String customerId, LotKind kind, @Nullable String packageCode, LocalDate validFrom,
            LocalDate validTo, ZoneId zone) {
        return new LotTerms(customerId, kind, packageCode, validFrom, validTo, validFrom.atStartOfDay(zone).toInstant(),
                validTo.plusDays(1).atStartOfDay(zone).toInstant());
    }

    /**
     * Returns the key under which the lots of one customer are found that can replace each other: a ticket takes an included
     * incident or a paid one.
     */
    static String pool(String customerId, LotKind kind, @Nullable String packageCode) {
        var replaceable = kind == LotKind.INCLUDED ? LotKind.VOUCHER : kind;
        return packageCode == null ? customerId + "/" + replaceable : customerId + "/" + kind + "/" + packageCode;
    }

    String pool() {
        return pool(customerId, kind, packageCode);
    }
}
