package io.amparo.notification.roster;

import com.mongodb.client.model.Sorts;
import io.amparo.events.Vocabulary.EscalationTarget;
import io.amparo.notification.roster.Roster.Absence;
import io.amparo.notification.roster.Roster.Shift;
import io.amparo.platform.Ids;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Change;
import io.amparo.platform.store.LookupCache;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bson.Document;
import org.springframework.http.HttpStatus;

/** Store of the rosters, by rung. A rung without a roster has version 0. */
final class Rosters extends AggregateStore<Roster, Void> {
    private static final String ALL = "all";

    private final LookupCache<String, Optional<List<Roster>>> lookups = new LookupCache<>();

    Rosters(Outbox outbox) {
        super(outbox.withoutEvents(), "rosters");
    }

    List<Versioned<Roster>> all() {
        return query(new Document(), Sorts.ascending("_id"), EscalationTarget.values().length);
    }

    /** Returns the roster of a rung. What another process has saved counts at most 5 s later. */
    Optional<Roster> lookUp(String rung) {
        // The list is wrapped, because the cache keeps no empty result, and most installations have no roster.
        var rosters = lookups.get(ALL, () -> List.of(Optional.of(all().stream().map(Versioned::state).toList()))).getFirst();
        return rosters.orElseThrow().stream().filter(roster -> roster.rung().equals(rung)).findFirst();
    }

    /** @throws ApiException 412 if the roster has another version */
    Versioned<Roster> save(Roster saved, long version) {
        try {
            Change<Roster, Void> change = Change.of(saved, List.of());
            // Names the content, so that a repeated request succeeds and another one with the same version does not.
            var cause = "save/" + Ids.uuidOf(saved.toString()) + "/" + version;
            if (find(saved.rung()).isPresent()) return updateAndFind(saved.rung(), cause, version, _ -> change);
            if (version != 0 || !insert(saved.rung(), cause, change))
                throw ApiException.of(HttpStatus.PRECONDITION_FAILED, "stale");
            return find(saved.rung()).orElseThrow();
        } finally {
            lookups.changed();
        }
    }

    @Override
    protected Document write(Roster roster) {
        return new Document("rung", roster.rung()).append("zone", roster.zone().getId())
                .append("shifts", roster.shifts().stream().map(Rosters::encode).toList()).append("absences",
                        roster.absences().stream()
                                .map(absence -> new Document("person", absence.person()).append("from", absence.from())
                                        .append("to", absence.to()).append("substitute", absence.substitute()))
                                .toList());
    }

    private static Document encode(Shift shift) {
        return new Document("days", shift.days().stream().sorted().map(DayOfWeek::name).toList())
                .append("from", shift.from().toString()).append("to", shift.to().toString()).append("persons", shift.persons());
    }

    @Override
    protected Roster read(Document state) {
        return new Roster(state.getString("rung"), ZoneId.of(state.getString("zone")),
                state.getList("shifts", Document.class).stream().map(Rosters::shift).toList(),
                state.getList("absences", Document.class).stream().map(absence -> new Absence(absence.getString("person"),
                        absence.getDate("from").toInstant(), absence.getDate("to").toInstant(), absence.getString("substitute")))
                        .toList());
    }

    private static Shift shift(Document shift) {
        return new Shift(shift.getList("days", String.class).stream().map(DayOfWeek::valueOf).collect(Collectors.toSet()),
                LocalTime.parse(shift.getString("from")), LocalTime.parse(shift.getString("to")),
                shift.getList("persons", String.class));
    }
}
