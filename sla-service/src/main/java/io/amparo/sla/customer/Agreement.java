package io.amparo.sla.customer;

import static java.util.Comparator.comparing;
import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * What a contract says about time: the plan, the zone whose days it means, and for how long it has which packages and
 * maintenance. In whatever order these are listed, it is the same.
 */
public record Agreement(String slaPlan, ZoneId zone, List<Booked> packages, List<Maintained> maintained) {

    /** An Advisor package, both days included (R6.1). */
    public record Booked(String code, LocalDate from, LocalDate to) {
        public Booked {
            requireNonNull(code, "code");
            requireNonNull(from, "from");
            requireNonNull(to, "to");
        }
    }

    /** Support that outlives a product's end of life, that day included (R10.3). */
    public record Maintained(String productId, LocalDate until) {
        public Maintained {
            requireNonNull(productId, "productId");
            requireNonNull(until, "until");
        }
    }

    public Agreement {
        requireNonNull(slaPlan, "slaPlan");
        packages = packages.stream().distinct()
                .sorted(comparing(Booked::code).thenComparing(Booked::from).thenComparing(Booked::to)).toList();
        maintained = maintained.stream().distinct().sorted(comparing(Maintained::productId).thenComparing(Maintained::until))
                .toList();
    }
}
