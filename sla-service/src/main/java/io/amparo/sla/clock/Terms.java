package io.amparo.sla.clock;

import io.amparo.sla.calendar.BusinessCalendar;
import io.amparo.sla.calendar.TimeOfDay;
import io.amparo.sla.clock.Fact.What;
import io.amparo.sla.customer.Agreement;
import io.amparo.sla.customer.Customer;
import io.amparo.sla.plan.Policies;
import io.amparo.sla.plan.SlaPlan;
import io.amparo.sla.product.Life;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The facts that a ledger lacks after a change of the contract or of the end of support of the product. Unchanged terms add no
 * facts.
 *
 * @param complete false while a plan that the contract names is not published yet; the caller tries again later
 */
public record Terms(List<Fact> facts, boolean complete) {
    private static final String CONTRACT = "contract/";

    /** Returns the facts of both in order; the result is complete if both are. */
    Terms and(Terms next) {
        return new Terms(Stream.concat(facts.stream(), next.facts.stream()).toList(), complete && next.complete);
    }

    /** @param opening whether the ticket has just been opened; known terms then apply from its opening on */
    public static Terms missing(Ledger ledger, @Nullable Customer customer, @Nullable Life life, Policies policies,
            boolean opening) {
        return missing(ledger, customer, life, policies, opening, null);
    }

    /** @param mover the fact that has just switched the ticket; further facts get its cause, author and reason */
    public static Terms missing(Ledger ledger, @Nullable Customer customer, @Nullable Life life, Policies policies,
            boolean opening, @Nullable Fact mover) {
        if (!ledger.mayHaveClocks()) return new Terms(List.of(), true);
        var tzdata = ledger.last(What.TZDATA).isPresent()
                ? List.<Fact>of()
                : List.of(TicketFactsConsumer.dated(policies.tzdata(), ledger.last(What.OPENED).orElseThrow().at()));
        if (customer == null) return new Terms(tzdata, true);
        var search = new Search(ledger.with(tzdata), customer, policies, opening, mover);
        search.found.addAll(tzdata);
        boolean complete = search.agreement();
        search.cover();
        if (life != null) search.support(life);
        return new Terms(List.copyOf(search.found), complete);
    }

    /**
     * Returns the ledger under another plan from the opening on. The ledger contains only the periods of packages that each of
     * its own plans uses. If the other plan uses more, the packages in force now, by the terms override of the ticket or by the
     * contract, apply from the opening on.
     */
    public static Ledger under(SlaPlan other, Ledger lived, @Nullable Customer customer, Policies policies) {
        var under = lived.under(other.reference());
        if (customer == null || other.moving().isEmpty() || asked(lived, policies).containsAll(other.moving())) return under;
        var bare = under.of(under.facts().stream().filter(fact -> fact.what() != What.COVER).toList());
        var search = new Search(bare, customer, policies, true, null);
        search.cover();
        return bare.with(search.found);
    }

    /** Returns the packages that replace the calendar in each plan of the ledger. */
    private static Set<String> asked(Ledger lived, Policies policies) {
        return lived.facts().stream().filter(fact -> fact.what() == What.PLAN)
                .map(fact -> Situation.plan(fact.value(), policies).map(SlaPlan::moving).orElse(Set.of()))
                .reduce((a, b) -> a.stream().filter(b::contains).collect(Collectors.toSet())).orElse(Set.of());
    }

    /** Returns the cause of all facts of one contract change. */
    public static String change(String customerId, Instant changedAt) {
        return CONTRACT + customerId + "/" + changedAt.toEpochMilli();
    }

    /** Returns since when the terms in force apply. */
    static Instant lastOf(Ledger ledger) {
        for (var fact : ledger.facts().reversed())
            if (fact.what() == What.OPENED || fact.what() == What.TZDATA || fact.what() == What.CALENDAR || fact.what().isTerm())
                return fact.at();
        throw new IllegalStateException(ledger.ticketId() + " has no OPENED fact");
    }

    /** Returns the contract change that a cause belongs to. */
    static Optional<String> change(String cause, String customerId) {
        var prefix = CONTRACT + customerId + "/";
        if (!cause.startsWith(prefix)) return Optional.empty();
        int end = cause.indexOf('/', prefix.length());
        return end < 0 ? Optional.empty() : Optional.of(cause.substring(0, end));
    }

    private static final class Search {
        private final Ledger ledger;
        private final Customer customer;
        private final Policies policies;
        private final boolean opening;
        private final List<Fact> found = new ArrayList<>();
        private final Agreed standing;
        private @Nullable Fact mover;
        private Agreement agreement;
        private Optional<SlaPlan> plan;

        Search(Ledger ledger, Customer customer, Policies policies, boolean opening, @Nullable Fact mover) {
            this.mover = mover;
            this.ledger = ledger;
            this.customer = customer;
            this.policies = policies;
            this.opening = opening;
            standing = Agreed.of(ledger);
            agreement = standing.over(customer.agreement());
            plan = ledger.last(What.PLAN).flatMap(fact -> Situation.plan(fact.value(), policies));
        }

        boolean agreement() {
            if (!standing.standsBeside(customer.agreement())) return ended();
            uncounted().ifPresent(fact -> {
                mover = fact;
                count(Agreed.read(fact).plan());
            });
            return standing.agreed() != null || contract();
        }

        /** A terms override ends with the contract that it replaced. */
        private boolean ended() {
            var contract = customer.agreement();
            var next = agreement.slaPlan().equals(contract.slaPlan())
                    ? Optional.of(standing.plan())
                    : policies.latestPlan(contract.slaPlan()).map(SlaPlan::reference);
            if (next.isEmpty()) return false;
            agreement = contract;
            mover = null;
            plan = Situation.plan(next.get(), policies);
            add(What.AGREED, new Agreed(next.get(), null, null).text());
            count(next.get());
            if (!ledger.value(What.CONTRACT).equals(contract.slaPlan())) add(What.CONTRACT, contract.slaPlan());
            return true;
        }

        /** Returns the terms override after the latest plan fact, if it names another plan. */
        private Optional<Fact> uncounted() {
            for (var fact : ledger.facts().reversed()) {
                if (fact.what() == What.PLAN) return Optional.empty();
                if (fact.what() == What.AGREED)
                    return Optional.of(fact).filter(agreed -> !Agreed.read(agreed).plan().equals(standing.plan()));
            }
            return Optional.empty();
        }

        private void count(String other) {
            if (other.equals(standing.plan())) return;
            plan = Situation.plan(other, policies);
            add(What.PLAN, other);
        }

        /**
         * The plan promised at the opening applies until the contract changes to another one; without a promise the plan of the
         * contract applies.
         */
        private boolean contract() {
            var wanted = agreement.slaPlan();
            var known = ledger.last(What.CONTRACT).map(Fact::value);
            boolean promised = ledger.last(What.PLAN).isPresent();
            if (known.isEmpty() && promised || known.equals(Optional.of(wanted)) && promised) {
                if (known.isEmpty()) add(What.CONTRACT, wanted);
                return true;
            }
            var latest = policies.latestPlan(wanted);
            if (latest.isEmpty()) return false;
            plan = latest;
            if (!promised)
                found.add(TicketFactsConsumer.promised(latest.get().id(), latest.get().version(), openedAt()));
            else
                add(What.PLAN, latest.get().reference());
            if (!known.equals(Optional.of(wanted))) add(What.CONTRACT, wanted);
            return true;
        }

        /** Adds the periods of packages that replace the plan's calendar, by the days of the customer's zone (R6.3). */
        void cover() {
            if (plan.isEmpty() || plan.get().packageCalendars().isEmpty() && ledger.last(What.COVER).isEmpty()) return;
            var moving = plan.get().moving();
            var covers = agreement.packages().stream().filter(booked -> moving.contains(booked.code()))
                    .map(booked -> new Cover(booked.code(), startOf(booked.from()), startOf(booked.to().plusDays(1))))
                    .filter(cover -> cover.to().isAfter(openedAt())).toList();
            if (!Set.copyOf(covers).equals(Set.copyOf(Cover.all(ledger.value(What.COVER))))) add(What.COVER, Cover.text(covers));
        }

        /**
         * Adds the end of support: with the product, or after the agreed remaining maintenance, whose last day counts (R10.2,
         * R10.3).
         */
        void support(Life life) {
            var alone = life.endOfLife() == null ? "" : startOf(life.endOfLife()).toString();
            var end = life.endOfLife() == null ? "" : startOf(ending(life.endOfLife())).toString();
            if (end.equals(ledger.value(What.SUPPORT))) return;
            boolean isProducts = life.changedAt().isAfter(since()) || end.equals(alone) && ledger.value(What.SUPPORT).isEmpty();
            add(What.SUPPORT, end,
                    isProducts
                            ? new Fact("support/" + life.changedAt().toEpochMilli(), life.changedAt(), What.SUPPORT, end)
                            : origin());
        }

        private LocalDate ending(LocalDate endOfLife) {
            return Stream.concat(Stream.of(endOfLife), agreement.maintained().stream()
                    .filter(each -> each.productId().equals(ledger.value(What.PRODUCT))).map(each -> each.until().plusDays(1)))
                    .max(LocalDate::compareTo).orElseThrow();
        }

        /**
         * Returns the start of this day in the zone of the customer. A day after the last date of the calendars becomes that
         * date.
         */
        private Instant startOf(LocalDate day) {
            return TimeOfDay.MIDNIGHT.starts(day.isBefore(BusinessCalendar.LAST_DATE) ? day : BusinessCalendar.LAST_DATE,
                    policies.zone(agreement.zone(), ledger.tzdata(policies)).orElseGet(agreement.zone()::getRules));
        }

        /** Returns the origin of the terms in force: the terms override, or the contract. */
        private Fact origin() {
            return ledger.last(What.AGREED).filter(_ -> agreement == standing.agreed())
                    .orElseGet(() -> new Fact(
                            change(customer.id(), customer.changedAt()) + "/" + plan.map(SlaPlan::reference).orElse(""),
                            customer.changedAt(), What.CONTRACT, "", customer.by(), customer.reason()));
        }

        private Instant since() {
            return origin().at();
        }

        private void add(What what, String value) {
            add(what, value, origin());
        }

        /** Terms that become known after a ticket got its clocks apply from their origin on. */
        private void add(What what, String value, Fact origin) {
            if (opening && ledger.last(what).isEmpty()) {
                found.add(new Fact(TicketFactsConsumer.OPENING, openedAt(), what, value));
                return;
            }
            var at = Collections.max(List.of(origin.at(), lastOf(ledger)));
            var by = mover == null ? origin : mover;
            // A second change of the same type needs a cause of its own. Otherwise the ledger drops it as a duplicate.
            Stream.of(by.cause(), by.cause() + "/" + at.toEpochMilli() + "/" + value)
                    .map(cause -> new Fact(cause, at, what, value, by.by(), by.reason()))
                    .filter(fact -> ledger.with(fact) != ledger).findFirst().ifPresent(found::add);
        }

        private Instant openedAt() {
            return ledger.last(What.OPENED).orElseThrow().at();
        }
    }
}
