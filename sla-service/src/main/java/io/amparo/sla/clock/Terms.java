package io.amparo.sla.clock;

import io.amparo.sla.calendar.TimeOfDay;
import io.amparo.sla.clock.Fact.What;
import io.amparo.sla.customer.Customer;
import io.amparo.sla.customer.Customer.Maintained;
import io.amparo.sla.plan.Policies;
import io.amparo.sla.plan.SlaPlan;
import io.amparo.sla.plan.SlaPlan.PackageCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a ticket's contract and the end of its product's life mean for its clocks, as facts that its ledger does not have yet. Told that
 * the same is still so, there is nothing to add.
 *
 * @param complete false where a plan that the contract names is not published yet: ask again later
 */
public record Terms(List<Fact> facts, boolean complete) {

    /** How long a product is supported (R10); {@code endOfLife} is the first day without. */
    public record Life(@Nullable LocalDate endOfLife, Instant changedAt) {}

    /** Both, one after the other. */
    Terms and(Terms next) {
        return new Terms(Stream.concat(facts.stream(), next.facts.stream()).toList(), complete && next.complete);
    }

    /** @param opening the ticket has just been opened: whatever is known counts from its beginning */
    public static Terms missing(Ledger ledger, @Nullable Customer customer, @Nullable Life life, Policies policies,
            boolean opening) {
        if (!ledger.mayHaveClocks()) return new Terms(List.of(), true);
        var tzdata = ledger.last(What.TZDATA).isPresent()
                ? List.<Fact>of()
                : List.of(TicketFactsConsumer.dated(policies.tzdata(), ledger.last(What.OPENED).orElseThrow().at()));
        if (customer == null) return new Terms(tzdata, true);
        var search = new Search(ledger.with(tzdata), customer, policies, opening);
        search.found.addAll(tzdata);
        boolean complete = search.contract();
        search.cover();
        if (life != null) search.support(life);
        return new Terms(List.copyOf(search.found), complete);
    }

    private static final class Search {
        private final Ledger ledger;
        private final Customer customer;
        private final Policies policies;
        private final boolean opening;
        private final List<Fact> found = new ArrayList<>();
        private Optional<SlaPlan> plan;

        Search(Ledger ledger, Customer customer, Policies policies, boolean opening) {
            this.ledger = ledger;
            this.customer = customer;
            this.policies = policies;
            this.opening = opening;
            plan = ledger.last(What.PLAN).flatMap(fact -> Situation.plan(fact.value(), policies));
        }

        /** The plan promised at the opening holds until the contract picks another one; without a promise it is the contract's. */
        boolean contract() {
            var known = ledger.last(What.CONTRACT).map(Fact::value);
            boolean promised = ledger.last(What.PLAN).isPresent();
            if (known.isEmpty() && promised || known.equals(Optional.of(customer.slaPlan())) && promised) {
                if (known.isEmpty()) add(What.CONTRACT, customer.slaPlan(), customer.changedAt(), "contract");
                return true;
            }
            var latest = policies.latestPlan(customer.slaPlan());
            if (latest.isEmpty()) return false;
            plan = latest;
            if (!promised)
                found.add(TicketFactsConsumer.promised(latest.get().id(), latest.get().version(), openedAt()));
            else
                add(What.PLAN, latest.get().id() + "/" + latest.get().version(), customer.changedAt(), "contract");
            if (!known.equals(Optional.of(customer.slaPlan())))
                add(What.CONTRACT, customer.slaPlan(), customer.changedAt(), "contract");
            return true;
        }

        /** Packages that move the plan's calendar, by the days of the customer's zone (R6.3). */
        void cover() {
            if (plan.isEmpty() || plan.get().packageCalendars().isEmpty() && ledger.last(What.COVER).isEmpty()) return;
            var moving = plan.get().packageCalendars().stream().map(PackageCalendar::packageCode).collect(Collectors.toSet());
            var covers = customer.packages().stream().filter(booked -> moving.contains(booked.code()))
                    .map(booked -> new Cover(booked.code(), startOf(booked.from()),
                            startOf(booked.to().plusDays(1))))
                    .filter(cover -> cover.to().isAfter(openedAt())).toList();
            if (!Cover.text(covers).equals(ledger.value(What.COVER)))
                add(What.COVER, Cover.text(covers), customer.changedAt(), "contract");
        }

        /** Support ends with the product, or with the remaining maintenance that was agreed, that day included (R10.2, R10.3). */
        void support(Life life) {
            var end = life.endOfLife() == null ? "" : ending(life.endOfLife()).toString();
            if (!end.equals(ledger.value(What.SUPPORT)))
                add(What.SUPPORT, end, later(customer.changedAt(), life.changedAt()), "support");
        }

        private Instant ending(LocalDate endOfLife) {
            var maintained = customer.maintained().stream()
                    .filter(each -> each.productId().equals(ledger.value(What.PRODUCT))).map(Maintained::until)
                    .map(until -> until.plusDays(1));
            return startOf(Stream.concat(Stream.of(endOfLife), maintained).max(LocalDate::compareTo).orElseThrow());
        }

        /** When this day begins where the customer is. */
        private Instant startOf(LocalDate day) {
            return TimeOfDay.MIDNIGHT.starts(day,
                    policies.zone(customer.zone(), ledger.tzdata(policies)).orElseGet(customer.zone()::getRules));
        }

        /** What becomes known of a ticket that has its clocks already counts from when it came to be so. */
        private void add(What what, String value, Instant changedAt, String source) {
            boolean first = opening && ledger.last(what).isEmpty();
            var at = first ? openedAt() : Collections.max(List.of(openedAt(), changedAt, lastTerms()));
            var cause = first ? TicketFactsConsumer.OPENING : causeOf(at, changedAt, source);
            // Another change of the same instant has a name of its own, or it would count as told already.
            Stream.of(cause, cause + "/" + value).map(name -> new Fact(name, at, what, value))
                    .filter(fact -> ledger.with(fact) != ledger).findFirst().ifPresent(found::add);
        }

        /** What another plan, or other time zone data, brings along belongs to the same move. */
        private String causeOf(Instant at, Instant changedAt, String source) {
            return Stream.of(What.PLAN, What.TZDATA).flatMap(what -> ledger.last(what).stream())
                    .filter(fact -> fact.at().equals(at) && !fact.cause().equals(TicketFactsConsumer.OPENING)).map(Fact::cause)
                    .findFirst().orElseGet(() -> source + "/" + changedAt.toEpochMilli() + "/"
                            + plan.map(each -> each.id() + "/" + each.version()).orElse(""));
        }

        private Instant lastTerms() {
            return Stream.of(What.PLAN, What.CONTRACT, What.COVER, What.SUPPORT, What.TZDATA)
                    .flatMap(what -> ledger.last(what).stream())
                    .map(Fact::at).reduce(openedAt(), Search::later);
        }

        private Instant openedAt() {
            return ledger.last(What.OPENED).orElseThrow().at();
        }

        private static Instant later(Instant a, Instant b) {
            return a.isAfter(b) ? a : b;
        }
    }
}
