package io.amparo.sla.calendar;

import java.util.Set;
import io.amparo.events.sladefinition.SlaDefinitionEvent;
import io.amparo.events.sladefinition.SlaDefinitionEvent.CalendarPublished;
import io.amparo.events.sladefinition.SlaDefinitionEvent.Window;
import io.amparo.platform.store.Change;
import io.amparo.platform.store.Outbox;
import java.time.LocalDate;
import java.util.List;
import org.bson.Document;

/** Repository of calendar versions. Publishing a calendar also stores the zone table that it needs. */
public final class Calendars extends VersionedPolicyStore<PublishedCalendar> {
    private final ZoneTables zones;

    public Calendars(Outbox outbox, ZoneTables zones) {
        super(outbox, "calendars");
        this.zones = zones;
    }

    @Override
    public boolean publish(PublishedCalendar calendar, String cause) {
        zones.ensureStored(calendar.zone());
        return insert(calendar.id() + "/" + calendar.version(), cause, Change.of(calendar, List.of(calendar.event())));
    }

    /** Stores the zone table of every calendar in this process's tzdata version. */
    public void storeZoneTables() {
        forEach(calendar -> zones.ensureStored(calendar.zone()));
    }

    @Override
    protected Set<Class<?>> wholeStateEvents() {
        return Set.of(CalendarPublished.class);
    }

    @Override
    protected Document write(PublishedCalendar calendar) {
        var event = calendar.event();
        return new Document("id", event.calendarId()).append("version", event.version()).append("name", event.name())
                .append("zone", event.zone())
                .append("windows",
                        event.windows().stream()
                                .map(window -> new Document("days", window.days()).append("from", window.from()).append("to",
                                        window.to()))
                                .toList())
                .append("holidaySets", event.holidaySets()).append("closures", dated(event.closures()))
                .append("openings", dated(event.openings())).append("publishedAt", event.publishedAt());
    }

    private static List<Document> dated(List<SlaDefinitionEvent.DatedWindow> windows) {
        return windows.stream().map(window -> new Document("date", window.date().toString()).append("from", window.from())
                .append("to", window.to()).append("name", window.name())).toList();
    }

    @Override
    protected PublishedCalendar read(Document state) {
        return PublishedCalendar.of(new CalendarPublished(state.getString("id"), state.getInteger("version"),
                state.getString("name"), state.getString("zone"),
                state.getList("windows", Document.class).stream()
                        .map(window -> new Window(window.getList("days", String.class), window.getString("from"),
                                window.getString("to")))
                        .toList(),
                state.getList("holidaySets", String.class), dated(state, "closures"), dated(state, "openings"),
                state.getDate("publishedAt").toInstant()));
    }

    private static List<SlaDefinitionEvent.DatedWindow> dated(Document state, String field) {
        return state.getList(field, Document.class).stream()
                .map(window -> new SlaDefinitionEvent.DatedWindow(LocalDate.parse(window.getString("date")),
                        window.getString("from"), window.getString("to"), window.getString("name")))
                .toList();
    }
}
