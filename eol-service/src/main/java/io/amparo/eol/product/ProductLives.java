package io.amparo.eol.product;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.empty;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;
import static java.util.stream.Collectors.toMap;

import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import io.amparo.eol.product.Announcement.Approval;
import io.amparo.eol.product.Announcement.State;
import io.amparo.events.DomainEvent;
import io.amparo.events.product.ProductEvent.Release;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiProblem;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Store of the products. A product and its announcements are one document, so that the approval and the new end of life are one
 * write.
 */
final class ProductLives extends AggregateStore<ProductLife, DomainEvent> {
    private static final String DRAFTED_AT = "state.announcements.draftedAt";
    private static final String ID = "state.announcements.id";
    private static final List<String> PATH = List.of(ID.split("\\."));

    /** An announcement id with its product. */
    record Announced(ProductLife life, String id) {}

    ProductLives(Outbox outbox) {
        super(outbox, "products", new IndexModel(Indexes.ascending(ID)));
    }

    /** Returns a page of the catalogue, in order of id. */
    List<Versioned<ProductLife>> after(@Nullable String id, int limit) {
        return query(gt("_id", id == null ? "" : id), Sorts.ascending("_id"), limit);
    }

    /** Returns the product with this announcement. Served by the index on {@code announcements.id}. */
    Optional<Versioned<ProductLife>> ofAnnouncement(String announcementId) {
        return query(eq(ID, announcementId), Sorts.ascending("_id"), 1).stream().findFirst();
    }

    /** Returns a page of all announcements, newest first. */
    List<Announced> announced(@Nullable String afterId, int limit) {
        var rows = aggregate(Aggregates.match(exists(ID)), Aggregates.unwind("$state.announcements"),
                Aggregates.match(afterId == null ? empty() : after(announcement(afterId))),
                Aggregates.sort(Sorts.orderBy(Sorts.descending(DRAFTED_AT), Sorts.ascending(ID))), Aggregates.limit(limit),
                Aggregates.project(Projections.include(ID)));
        var lives = query(in("_id", rows.stream().map(row -> row.getString("_id")).toList()), Sorts.ascending("_id"), limit)
                .stream().collect(toMap(Versioned::id, Versioned::state));
        return rows.stream().map(row -> new Announced(lives.get(row.getString("_id")), row.getEmbedded(PATH, String.class)))
                .toList();
    }

    private Announcement announcement(String id) {
        return ofAnnouncement(id).flatMap(found -> found.state().announcement(id))
                .orElseThrow(() -> ApiProblem.invalid("cursor", "malformed"));
    }

    private static Bson after(Announcement last) {
        return or(lt(DRAFTED_AT, last.draftedAt()), and(eq(DRAFTED_AT, last.draftedAt()), gt(ID, last.id())));
    }

    @Override
    protected Document write(ProductLife life) {
        return new Document("id", life.id()).append("name", life.name()).append("line", life.line()).append("releases", life
                .releases().stream()
                .map(release -> new Document("version", release.version()).append("releasedOn", release.releasedOn().toString()))
                .toList()).append("announcements", life.announcements().stream().map(ProductLives::announcement).toList());
    }

    @Override
    protected ProductLife read(Document state) {
        return new ProductLife(state.getString("id"), state.getString("name"), state.getString("line"), state
                .getList("releases", Document.class).stream()
                .map(release -> new Release(release.getString("version"), LocalDate.parse(release.getString("releasedOn"))))
                .toList(), state.getList("announcements", Document.class).stream().map(ProductLives::announcement).toList());
    }

    private static Document announcement(Announcement a) {
        return new Document("id", a.id()).append("endOfLife", a.endOfLife().toString()).append("reason", a.reason())
                .append("successor", a.successor()).append("migrationPath", a.migrationPath())
                .append("justification", a.justification()).append("author", a.author())
                .append("draftedAt", Date.from(a.draftedAt())).append("state", a.state().name())
                .append("approval", approval(a.approval()));
    }

    private static Announcement announcement(Document a) {
        return new Announcement(a.getString("id"), LocalDate.parse(a.getString("endOfLife")), a.getString("reason"),
                a.getString("successor"), a.getString("migrationPath"), a.getString("justification"), a.getString("author"),
                instant(a, "draftedAt"), State.valueOf(a.getString("state")), approval(a.get("approval", Document.class)));
    }

    private static @Nullable Document approval(@Nullable Approval given) {
        return given == null
                ? null
                : new Document("by", given.by()).append("at", Date.from(given.at()))
                        .append("noticeFrom", given.noticeFrom().toString()).append("shortNotice", given.shortNotice())
                        .append("owed", given.owed().stream().map(Notice::name).toList());
    }

    private static @Nullable Approval approval(@Nullable Document given) {
        return given == null
                ? null
                : new Approval(given.getString("by"), instant(given, "at"), LocalDate.parse(given.getString("noticeFrom")),
                        given.getBoolean("shortNotice"),
                        given.getList("owed", String.class).stream().map(Notice::valueOf).toList());
    }

    private static Instant instant(Document from, String field) {
        return from.getDate(field).toInstant();
    }
}
