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
 * What a ticket's contract and the end of its product's life mean for its clocks, as facts that its ledger does not have yet.
 * Told that the same is still so, there is nothing to add.
 *
 * @param complete false where a plan that the contract names is not published yet: ask again later
 */
public record Terms(List<Fact> facts, boolean complete) {
    private static final String CONTRACT = "contract/";

    /** Both, one after the other. */
    Terms and(Terms next) {
        return new Terms(Stream.concat(facts.stream(), next.facts.stream()).toList(), complete && next.complete);
    }

    /** @param opening the ticket has just been opened: whatever is known counts from its beginning */
    public static Terms missing(Ledger ledger, @Nullable Customer customer, @Nullable Life life, Policies policies,
            boolean opening) {
        return missing(ledger, customer, life, policies, opening, null);
    }

    /** @param mover what has just moved the ticket: whatever that brings along belongs to the same move */
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
     * The same life under another plan from the opening on. Of packages that each of its plans asked for, its ledger tells; of
     * others it tells nothing, and what is agreed now, for that ticket or by the contract, counts from the opening on.
     */
    public static Ledger under(SlaPlan other, Ledger lived, @Nullable Customer customer, Policies policies) {
        var under = lived.under(other.reference());
        if (customer == null || other.moving().isEmpty() || asked(lived, policies).containsAll(other.moving())) return under;
        var bare = under.of(under.facts().stream().filter(fact -> fact.what() != What.COVER).toList());
        var search = new Search(bare, customer, policies, true, null);
        search.cover();
        return bare.with(search.found);
    }

    /** The packages that move the calendar of each plan by which it has counted. */
    private static Set<String> asked(Ledger lived, Policies policies) {
        return lived.facts().stream().filter(fact -> fact.what() == What.PLAN)
                .map(fact -> Situation.plan(fact.value(), policies).map(SlaPlan::moving).orElse(Set.of()))
                .reduce((a, b) -> a.stream().filter(b::contains).collect(Collectors.toSet())).orElse(Set.of());
    }

    /** How all that a contract changes in a ledger is known. */
    public static String change(String customerId, Instant changedAt) {
        return CONTRACT + customerId + "/" + changedAt.toEpochMilli();
    }

    /** Since when it has counted by what it counts by now. */
    static Instant lastOf(Ledger ledger) {
        for (var fact : ledger.facts().reversed())
            if (fact.what() == What.OPENED || fact.what() == What.TZDATA || fact.what() == What.CALENDAR || fact.what().isTerm())
                return fact.at();
        throw new IllegalStateException(ledger.ticketId() + " was never opened");
    }

    /** The change of the contract that a cause speaks of. */
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

        /** What was agreed in place of a contract ends with that contract. */
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

        /** What was agreed since the ticket came to its plan, where it names another one. */
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
         * The plan promised at the opening holds until the contract picks another one; without a promise it is the contract's.
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

        /** Packages that move the plan's calendar, by the days of the customer's zone (R6.3). */
        void cover() {
            if (plan.isEmpty() || plan.get().packageCalendars().isEmpty() && ledger.last(What.COVER).isEmpty()) return;
            var moving = plan.get().moving();
            var covers = agreement.packages().stream().filter(booked -> moving.contains(booked.code()))
                    .map(booked -> new Cover(booked.code(), startOf(booked.from()), startOf(booked.to().plusDays(1))))
                    .filter(cover -> cover.to().isAfter(openedAt())).toList();
            if (!Set.copyOf(covers).equals(Set.copyOf(Cover.all(ledger.value(What.COVER))))) add(What.COVER, Cover.text(covers));
        }

        /** Support ends with the product, or with the remaining maintenance that was agreed, that day included (R10.2, R10.3). */
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

        /** When this day begins where the customer is; what is said to last beyond all calendars lasts as long as they do. */
        private Instant startOf(LocalDate day) {
            return TimeOfDay.MIDNIGHT.starts(day.isBefore(BusinessCalendar.LAST_DATE) ? day : BusinessCalendar.LAST_DATE,
                    policies.zone(agreement.zone(), ledger.tzdata(policies)).orElseGet(agreement.zone()::getRules));
        }

        /** What has brought about what counts: the agreement in place of the contract, or the contract. */
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

        /** What becomes known of a ticket that has its clocks already counts from when it came to be so. */
        private void add(What what, String value, Fact origin) {
            if (opening && ledger.last(what).isEmpty()) {
                found.add(new Fact(TicketFactsConsumer.OPENING, openedAt(), what, value));
                return;
            }
            var at = Collections.max(List.of(origin.at(), lastOf(ledger)));
            var by = mover == null ? origin : mover;
            // Another change of the same kind has a name of its own, or it would count as told already.
            Stream.of(by.cause(), by.cause() + "/" + at.toEpochMilli() + "/" + value)
                    .map(cause -> new Fact(cause, at, what, value, by.by(), by.reason()))
                    .filter(fact -> ledger.with(fact) != ledger).findFirst().ifPresent(found::add);
        }

        private Instant openedAt() {
            return ledger.last(What.OPENED).orElseThrow().at();
        }
    }
}
