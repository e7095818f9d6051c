package io.amparo.sla.calendar;

import io.amparo.events.sladefinition.SlaDefinitionEvent;
import io.amparo.events.sladefinition.SlaDefinitionEvent.ZoneRulesPublished;
import io.amparo.events.sladefinition.SlaDefinitionEvent.ZoneTransition;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Change;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Versioned;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.Document;

/** Repository of zone tables: one per zone in use and tzdata version, written once. */
public final class ZoneTables extends AggregateStore<ZoneTable, SlaDefinitionEvent> {
    private final Tzdata currentTzdata;
    private final Set<ZoneId> stored = ConcurrentHashMap.newKeySet();

    public ZoneTables(Outbox outbox, Tzdata currentTzdata) {
        super(outbox, "zones");
        this.currentTzdata = currentTzdata;
    }

    /** Stores the table of this zone in this process's tzdata version. Call it before the first calculation in the zone. */
    public void ensureStored(ZoneId zone) {
        if (stored.contains(zone)) return;
        publish(currentTzdata.table(zone));
        stored.add(zone);
    }

    /** @return false if this table already exists; it is not changed */
    public boolean publish(ZoneTable table) {
        return insert(id(table.zone(), table.tzdata()), "tzdata", Change.of(table, List.of(table.event())));
    }

    public Optional<ZoneTable> table(ZoneId zone, String tzdata) {
        return find(id(zone.getId(), tzdata)).map(Versioned::state);
    }

    private static String id(String zone, String tzdata) {
        return zone + "/" + tzdata;
    }

    @Override
    protected Set<Class<?>> wholeStateEvents() {
        return Set.of(ZoneRulesPublished.class);
    }

    @Override
    protected Document write(ZoneTable table) {
        var event = table.event();
        return new Document("zone", event.zone()).append("tzdata", event.tzdata()).append("offset", event.offset())
                .append("turns", event.turns().stream()
                        .map(transition -> new Document("at", transition.at()).append("offset", transition.offset())).toList());
    }

    @Override
    protected ZoneTable read(Document state) {
        return ZoneTable.of(new ZoneRulesPublished(state.getString("zone"), state.getString("tzdata"), state.getString("offset"),
                state.getList("turns", Document.class).stream().map(
                        transition -> new ZoneTransition(transition.getDate("at").toInstant(), transition.getString("offset")))
                        .toList()));
    }
}
