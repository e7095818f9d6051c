package io.amparo.entitlement.obligation;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Sorts.ascending;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import io.amparo.entitlement.obligation.Obligation.Automatic;
import io.amparo.events.Vocabulary.DutyState;
import io.amparo.events.entitlement.EntitlementEvent;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Instants;
import io.amparo.platform.store.LookupCache;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Versioned;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Store of the obligations: a document for each duty and customer with evidence or an assessment, so that one more piece of
 * evidence rewrites at most the 20 facts and 20 notes of its duty, and If-Match of an assessment concerns its duty alone. The
 * notes have 2,000 characters at most, so that a document usually has a few kB, and never more than 200.
 */
public final class Obligations extends AggregateStore<Obligation, EntitlementEvent> {
    /** Duties of a customer; the policy of OpServices has 14. */
    private static final int MAX_DUTIES = 200;

    /** A list with one list, so that a customer whose duties are all met is remembered too. */
    private final LookupCache<String, List<Obligation>> known = new LookupCache<>();

    Obligations(Outbox outbox) {
        super(outbox, "obligations", new IndexModel(Indexes.ascending("state.customerId")));
    }

    /** Returns the obligations of a customer with something recorded, by code. Served by the index on the customer. */
    Map<String, Versioned<Obligation>> of(String customerId) {
        return query(eq("state.customerId", customerId), ascending("_id"), MAX_DUTIES).stream()
                .collect(toMap(found -> found.state().code(), Function.identity()));
    }

    /**
     * Returns the codes of the duties that are not met at an instant. Reads the store at most once in 5 s for a customer: an
     * assessment or a review of holdings by this process counts at once, everything else at most 5 s later.
     */
    public Set<String> notMet(String customerId, Instant instant) {
        return known.get(customerId, () -> List.of(everNotMet(customerId))).getFirst().stream()
                .filter(found -> found.stateAt(instant) == DutyState.NOT_MET).map(Obligation::code).collect(toUnmodifiableSet());
    }

    private List<Obligation> everNotMet(String customerId) {
        var notMet = DutyState.NOT_MET.name();
        return query(and(eq("state.customerId", customerId),
                or(eq("state.automatic.state", notMet), eq("state.history.state", notMet))), ascending("_id"), MAX_DUTIES)
                .stream().map(Versioned::state).toList();
    }

    /** Must be called after each assessment and review, so that the next decision knows it; facts of tickets are too frequent. */
    void changed() {
        known.changed();
    }

    @Override
    protected Document write(Obligation obligation) {
        var automatic = obligation.automatic();
        return new Document("customerId", obligation.customerId()).append("code", obligation.code())
                .append("published", obligation.published().name())
                .append("automatic",
                        automatic == null ? null : new Document("state", automatic.state().name()).append("at", automatic.at()))
                .append("evidence", obligation.evidence().stream().map(Obligations::write).toList())
                .append("recorded", obligation.recorded())
                .append("history", obligation.history().stream().map(Obligations::write).toList());
    }

    private static Document write(Evidence evidence) {
        return new Document("source", evidence.source().name()).append("about", evidence.about())
                .append("state", evidence.state().name()).append("code", evidence.code()).append("details", evidence.details())
                .append("at", evidence.at()).append("by", evidence.by());
    }

    private static Document write(Assessment assessment) {
        return new Document("state", assessment.state().name()).append("note", assessment.note()).append("by", assessment.by())
                .append("at", assessment.at())
                .append("validTo", assessment.validTo() == null ? null : assessment.validTo().toString())
                .append("endsAt", assessment.endsAt());
    }

    @Override
    protected Obligation read(Document state) {
        return new Obligation(state.getString("customerId"), state.getString("code"),
                DutyState.valueOf(state.getString("published")), automatic(state.get("automatic", Document.class)),
                state.getList("evidence", Document.class).stream().map(Obligations::evidence).toList(),
                state.getInteger("recorded"),
                state.getList("history", Document.class).stream().map(Obligations::assessment).toList());
    }

    private static @Nullable Automatic automatic(@Nullable Document stored) {
        return stored == null ? null : new Automatic(DutyState.valueOf(stored.getString("state")), instant(stored));
    }

    private static Evidence evidence(Document stored) {
        return new Evidence(EvidenceSource.valueOf(stored.getString("source")), stored.getString("about"),
                DutyState.valueOf(stored.getString("state")), stored.getString("code"), stored.getList("details", String.class),
                instant(stored), stored.getString("by"));
    }

    private static Assessment assessment(Document stored) {
        var validTo = stored.getString("validTo");
        return new Assessment(DutyState.valueOf(stored.getString("state")), stored.getString("note"), stored.getString("by"),
                instant(stored), validTo == null ? null : LocalDate.parse(validTo), Instants.read(stored, "endsAt"));
    }

    private static Instant instant(Document stored) {
        return Objects.requireNonNull(Instants.read(stored, "at"));
    }
}
