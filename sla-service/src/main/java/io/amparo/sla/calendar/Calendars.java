package io.amparo.sla.calendar;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.amparo.events.slapolicy.SlaPolicyEvent;
import io.amparo.events.slapolicy.SlaPolicyEvent.CalendarPublished;
import io.amparo.events.slapolicy.SlaPolicyEvent.Window;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Change;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Versioned;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.bson.Document;

/** Every version of every calendar, a document each ({@code <id>/<version>}), written once. */
public final class Calendars extends AggregateStore<PublishedCalendar, SlaPolicyEvent> {
    public static final int MANY = 500;

    private final ZoneTables zones;

    public Calendars(Outbox outbox, ZoneTables zones) {
        super(outbox, "calendars", new IndexModel(Indexes.ascending("state.id", "state.version")));
        this.zones = zones;
    }

    /** False when this version is there already; it then stays as it is. */
    public boolean publish(PublishedCalendar calendar, String by) {
        zones.keep(calendar.zone());
        return insert(calendar.id() + "/" + calendar.version(), by, Change.of(calendar, List.of(calendar.event())));
    }

    public Optional<PublishedCalendar> version(String id, int version) {
        return find(id + "/" + version).map(Versioned::state);
    }

    /** Newest first. Served by the index on id and version, as is the next. */
    public List<PublishedCalendar> versions(String id) {
        return query(Filters.eq("state.id", id), Sorts.descending("state.version"), MANY).stream().map(Versioned::state).toList();
    }

    public Optional<PublishedCalendar> latest(String id) {
        return query(Filters.eq("state.id", id), Sorts.descending("state.version"), 1).stream().map(Versioned::state).findFirst();
    }

    public List<PublishedCalendar> all() {
        return query(Filters.empty(), Sorts.ascending("state.id", "state.version"), MANY).stream().map(Versioned::state).toList();
    }

    @Override
    protected Document write(PublishedCalendar calendar) {
        var told = calendar.event();
        return new Document("id", told.calendarId()).append("version", told.version()).append("name", told.name())
                .append("zone", told.zone())
                .append("windows", told.windows().stream().map(window -> new Document("days", window.days())
                        .append("from", window.from()).append("to", window.to())).toList())
                .append("holidaySets", told.holidaySets()).append("closures", dated(told.closures()))
                .append("openings", dated(told.openings())).append("publishedAt", told.publishedAt());
    }

    private static List<Document> dated(List<SlaPolicyEvent.DatedWindow> windows) {
        return windows.stream().map(window -> new Document("date", window.date().toString()).append("from", window.from())
                .append("to", window.to()).append("name", window.name())).toList();
    }

    @Override
    protected PublishedCalendar read(Document state) {
        return PublishedCalendar
                .of(new CalendarPublished(state.getString("id"), state.getInteger("version"), state.getString("name"),
                        state.getString("zone"),
                        state.getList("windows", Document.class).stream()
                                .map(window -> new Window(window.getList("days", String.class),
                                        window.getString("from"), window.getString("to")))
                                .toList(),
                        state.getList("holidaySets", String.class), dated(state, "closures"), dated(state, "openings"),
                        state.getDate("publishedAt").toInstant()));
    }

    private static List<SlaPolicyEvent.DatedWindow> dated(Document state, String field) {
        return state.getList(field, Document.class).stream()
                .map(window -> new SlaPolicyEvent.DatedWindow(LocalDate.parse(window.getString("date")), window.getString("from"),
                        window.getString("to"), window.getString("name")))
                .toList();
    }
}
