package io.amparo.entitlement.coverage;

import io.amparo.entitlement.catalogue.Products;
import io.amparo.entitlement.contract.Customer;
import io.amparo.entitlement.contract.Customers;
import io.amparo.entitlement.ledger.Balances;
import io.amparo.entitlement.ledger.IncludedIncidents;
import io.amparo.entitlement.ledger.ReserveForTicket;
import io.amparo.entitlement.obligation.Obligations;
import io.amparo.entitlement.policy.SupportPolicy;
import io.amparo.entitlement.policy.SupportPolicy.ServiceOffer;
import io.amparo.events.entitlement.EntitlementEvent;
import io.amparo.events.product.ReleaseLine.UnknownRelease;
import io.amparo.platform.Ids;
import io.amparo.platform.remote.UpstreamProblemException;
import io.amparo.platform.store.Change;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.ApiException.FieldError;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a person is entitled to a ticket. The decisions are stored per ticket: a retry within an hour gets the same
 * grant, and another query for the ticket is refused. A denial does not bind: a corrected query for the ticket is decided anew.
 */
public final class DecideEntitlement {

    /**
     * @param at the instant to decide for; null for now
     * @param ticketId id of the ticket; null for a query without a ticket, which is not stored
     */
    record Command(EntitlementQuery query, @Nullable Instant at, @Nullable String ticketId) {}

    /** A ticket that was registered while this service was unavailable. */
    record PendingTicket(String ticketId, EntitlementQuery query, Instant receivedAt, String cause) {}

    /** @param company the company of the person, if it was found by the e-mail address */
    private record Applicant(EntitlementQuery query, @Nullable Customer company) {}

    private static final Remaining INCLUDED_INCIDENT = Remaining.ofIncidents(1, 0);
    private static final Remaining SINGLE_INCIDENT = Remaining.ofIncidents(0, 1);

    private final Supplier<SupportPolicy> policy;
    private final Customers customers;
    private final Products products;
    private final Predicate<Instant> isCatalogueComplete;
    private final Decisions decisions;
    private final Balances balances;
    private final Obligations obligations;
    private final IncludedIncidents includedIncidents;
    private final ReserveForTicket reserveForTicket;
    private final Clock clock;
    /** Requests of the API compare with the start, because later products arrive within seconds. */
    private final Instant startedAt;
    private final Consumer<Decision> decisionCounter;

    /**
     * @param policy returns the policy that is effective
     * @param isCatalogueComplete whether all products are known that were published until an instant
     */
    DecideEntitlement(Supplier<SupportPolicy> policy, Customers customers, Products products,
            Predicate<Instant> isCatalogueComplete, Decisions decisions, Balances balances, Obligations obligations,
            IncludedIncidents includedIncidents, ReserveForTicket reserveForTicket, Clock clock,
            Consumer<Decision> decisionCounter) {
        this.policy = policy;
        this.customers = customers;
        this.products = products;
        this.isCatalogueComplete = isCatalogueComplete;
        this.decisions = decisions;
        this.balances = balances;
        this.obligations = obligations;
        this.includedIncidents = includedIncidents;
        this.reserveForTicket = reserveForTicket;
        this.clock = clock;
        this.startedAt = clock.instant();
        this.decisionCounter = decisionCounter;
    }

    /**
     * @throws ApiException 422 if no installation can have the product and version, or the ticket has a grant for another query
     */
    Decision handle(Command command) {
        var person = identify(command.query(), command.at() == null ? clock.instant() : command.at());
        var ticketId = command.ticketId();
        if (ticketId == null) return count(knownRelease(person, command.at()).decide(clock.instant()));
        try {
            return decideFor(ticketId, person.query(), decide(knownRelease(person, command.at()), ticketId, false));
        } catch (ApiException | UpstreamProblemException refused) {
            return findGrant(ticketId, person.query()).orElseThrow(() -> refused);
        }
    }

    /** Almost every ticket is decided for the first time, so the decision is stored before an earlier one is looked for. */
    private Decision decideFor(String ticketId, EntitlementQuery query, Decision decided) {
        if (decisions.insert(ticketId, "asked", TicketDecisions.of(decided).toChange(ticketId))) return count(decided);
        var granted = findGrant(ticketId, query).filter(grant -> grant.isBindingFor(decided));
        if (granted.isPresent()) return granted.get();
        count(decided);
        decisions.update(ticketId, "asked/" + Ids.uuidOf(query + "@" + decided.decidedAt()),
                current -> append(ticketId, current, decided));
        return findGrant(ticketId, query).filter(grant -> grant.isBindingFor(decided)).orElse(decided);
    }

    private static Change<TicketDecisions, EntitlementEvent> append(String ticketId, TicketDecisions current, Decision decided) {
        if (current.latest().isBindingFor(decided)) return Change.of(current, List.of());
        if (current.isFull()) throw ApiException.conflict("list-limit");
        return current.with(decided).toChange(ticketId);
    }

    /**
     * Returns the grant that a retry of the same query gets.
     *
     * @throws ApiException 422 if the grant is for another query, because knowledge of a ticket id does not prove ownership
     */
    private Optional<Decision> findGrant(String ticketId, EntitlementQuery query) {
        var grant = latest(ticketId).filter(Decision::granted);
        if (grant.isPresent() && !grant.get().query().matches(query)) throw ApiException.keyReused("ticketId");
        return grant.filter(found -> found.isReusableAt(clock.instant()));
    }

    /**
     * Publishes the decision as an event. A stored grant is published again, because ticket-service may have missed the response.
     * If it belongs to another query, the query of the ticket replaces it. A ticket on an unknown product is not decided before
     * the catalogue is consumed.
     */
    void handle(PendingTicket ticket) {
        var query = withoutUnknownCustomer(ticket.query());
        var facts = facts(new Applicant(query, null), ticket.receivedAt());
        var isGranted = latest(ticket.ticketId()).filter(Decision::granted).filter(grant -> grant.query().matches(query))
                .isPresent();
        // No decision yet: ticket-service emits EntitlementRequested later once more, with another cause.
        if (!isGranted && facts.isReleaseUnknown() && !isCatalogueComplete.test(ticket.receivedAt())) return;
        var decided = count(decide(facts, ticket.ticketId(), true));
        if (decisions.insert(ticket.ticketId(), ticket.cause(), TicketDecisions.of(decided).toChange(ticket.ticketId()))) return;
        decisions.update(ticket.ticketId(), ticket.cause(),
                current -> (current.latest().isConfirmedBy(decided) ? current : current.with(decided))
                        .toChange(ticket.ticketId()));
    }

    private Optional<Decision> latest(String ticketId) {
        return decisions.find(ticketId).map(found -> found.state().latest());
    }

    /** Drops an unknown customer id, so that the person alone determines the decision. */
    private EntitlementQuery withoutUnknownCustomer(EntitlementQuery query) {
        return query.customerId() == null || customers.find(query.customerId()).isPresent()
                ? query
                : new EntitlementQuery(query.person(), query.kind(), query.product(), query.version(), null, query.exclusion());
    }

    /** Replaces the e-mail address of a contact at an instant by its id, so that a changed address is the same person. */
    private Applicant identify(EntitlementQuery query, Instant at) {
        return query.email()
                .flatMap(email -> customers.findByContact(email)
                        .flatMap(company -> company.contactWithEmail(email).filter(contact -> contact.isActiveAt(at))
                                .map(contact -> new Applicant(query.withPerson(contact.id()), company))))
                .orElse(new Applicant(query, null));
    }

    /**
     * Decides on a ticket. A grant by an included or paid incident reserves it; the reservation decides, because a retry has it
     * already and another ticket may take the last one meanwhile.
     *
     * @param isTicketStored whether the ticket waits for the decision
     */
    private Decision decide(CoverageFacts facts, String ticketId, boolean isTicketStored) {
        var now = clock.instant();
        var included = facts.includedIncidents();
        if (included.isEmpty()) return facts.decide(now);
        var withIncident = facts.with(SINGLE_INCIDENT).decide(now);
        if (!withIncident.granted()) return withIncident;
        // Otherwise the decision could not be stored, and the reservation would hold an incident of no ticket.
        if (!isTicketStored && decisions.find(ticketId).filter(found -> found.state().isFull()).isPresent())
            throw ApiException.conflict("list-limit");
        var customer = Objects.requireNonNull(facts.customer());
        if (included.getAsInt() > 0) includedIncidents.open(customer, facts.period().orElseThrow(), included.getAsInt());
        var reserved = reserveForTicket.handle(new ReserveForTicket.Command(ticketId, customer.id(), null, 1, isTicketStored));
        if (!reserved) return facts.with(Remaining.NOTHING).decide(now);
        return included.getAsInt() > 0 && reserveForTicket.hasIncluded(ticketId)
                ? facts.with(INCLUDED_INCIDENT).decide(now)
                : withIncident;
    }

    private CoverageFacts knownRelease(Applicant person, @Nullable Instant at) {
        var facts = facts(person, at == null ? clock.instant() : at);
        if (facts.isReleaseUnknown())
            throw isCatalogueComplete.test(startedAt)
                    ? invalid(facts.unknownRelease().orElseThrow())
                    : UpstreamProblemException.unavailable();
        return facts;
    }

    /**
     * Returns which services a person may use now; the decision on a ticket of such a service gives the same reasons.
     *
     * @param person as {@link EntitlementQuery#person}
     */
    public List<Access> accessOf(String person) {
        var effective = policy.get();
        return effective.services().stream().map(service -> access(effective, service, person)).toList();
    }

    private Access access(SupportPolicy effective, ServiceOffer service, String person) {
        var kind = service.ticketKind();
        if (!Offering.isOffered(effective, service)) return Access.toNobody(service);
        if (kind == null) return Access.toAll(service);
        var now = clock.instant();
        return Access.of(service, facts(identify(new EntitlementQuery(person, Kind.valueOf(kind), "", "", null), now), now)
                .decideForAnyProduct(service, now));
    }

    private static RuntimeException invalid(UnknownRelease unknown) {
        return ApiException.invalid(unknown.reasonCode(),
                List.of(new FieldError(unknown.field(), unknown.code(), unknown.details().toArray())));
    }

    private CoverageFacts facts(Applicant person, Instant at) {
        var query = person.query();
        var customer = customer(query, person.company());
        var contact = customer.flatMap(each -> customers.findContactFor(each, query.person(), at));
        var employer = query.email().flatMap(customers::findByEmailDomain);
        var effective = policy.get();
        return CoverageFacts.of(effective, query, customer.orElse(null), contact.orElse(null), employer.orElse(null),
                products.lineOf(query.product()), ZoneId.of(effective.vendor().zone()), at,
                customer.map(each -> remaining(each, at)).orElse(Remaining.NOTHING),
                customer.map(each -> obligations.notMet(each.id(), at)).orElse(Set.of()));
    }

    private Remaining remaining(Customer customer, Instant at) {
        var day = customer.dayOf(at);
        return new Remaining(() -> balances.remainingMinutes(customer.id(), day), () -> included(customer, day),
                () -> balances.vouchers(customer.id(), day));
    }

    private int included(Customer customer, LocalDate day) {
        return customer.periodOn(day)
                .flatMap(period -> policy.get().edition(period.edition()).map(SupportPolicy.Edition::includedIncidents)
                        .filter(number -> number > 0).map(number -> includedIncidents.remaining(customer, period, number)))
                .orElse(0);
    }

    private Decision count(Decision decision) {
        decisionCounter.accept(decision);
        return decision;
    }

    private Optional<Customer> customer(EntitlementQuery query, @Nullable Customer company) {
        if (company != null && (query.customerId() == null || query.customerId().equals(company.id())))
            return Optional.of(company);
        return query.customerId() == null
                ? customers.findByContactId(query.person())
                : customers.find(query.customerId()).map(found -> found.state());
    }
}
