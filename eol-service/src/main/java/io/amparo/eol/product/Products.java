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

import java.util.Set;
import io.amparo.events.product.ProductEvent.ProductChanged;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import io.amparo.eol.product.Announcement.Approval;
import io.amparo.eol.product.Announcement.Content;
import io.amparo.eol.product.Announcement.State;
import io.amparo.events.DomainEvent;
import io.amparo.events.product.ProductEvent.Release;
import io.amparo.events.product.ReleaseLine;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Store of the products. A product and its announcements are one document, so that the approval and the new end of life are one
 * write.
 */
final class Products extends AggregateStore<Product, DomainEvent> {
    private static final int MAX_PRODUCTS_OF_LINE = 1_000;
    private static final String DRAFTED_AT = "state.announcements.draftedAt";
    private static final String ANNOUNCEMENT_ID = "state.announcements.id";
    private static final List<String> ANNOUNCEMENT_ID_PATH = List.of(ANNOUNCEMENT_ID.split("\\."));

    /** An announcement id with its product. */
    record ProductAnnouncement(Product product, String announcementId) {}

    Products(Outbox outbox) {
        super(outbox, "products", new IndexModel(Indexes.ascending(ANNOUNCEMENT_ID)),
                new IndexModel(Indexes.ascending("state.line")));
    }

    /** Returns a page of the catalogue, in order of id. */
    List<Versioned<Product>> after(@Nullable String id, int limit) {
        return query(gt("_id", id == null ? "" : id), Sorts.ascending("_id"), limit);
    }

    /** Returns the releases of all products of a line. Served by the index on {@code line}. */
    ReleaseLine releasesOf(String line, LocalDate day) {
        return ReleaseLine.on(day, query(eq("state.line", line), Sorts.ascending("_id"), MAX_PRODUCTS_OF_LINE).stream()
                .collect(toMap(Versioned::id, found -> found.state().datedVersions())));
    }

    /** Returns the product with this announcement. Served by the index on {@code announcements.id}. */
    Optional<Versioned<Product>> findByAnnouncement(String announcementId) {
        return query(eq(ANNOUNCEMENT_ID, announcementId), Sorts.ascending("_id"), 1).stream().findFirst();
    }

    /** Returns a page of all announcements, newest first. */
    List<ProductAnnouncement> announcements(@Nullable String afterId, int limit) {
        var rows = aggregate(Aggregates.match(exists(ANNOUNCEMENT_ID)), Aggregates.unwind("$state.announcements"),
                Aggregates.match(afterId == null ? empty() : after(announcement(afterId))),
                Aggregates.sort(Sorts.orderBy(Sorts.descending(DRAFTED_AT), Sorts.ascending(ANNOUNCEMENT_ID))),
                Aggregates.limit(limit), Aggregates.project(Projections.include(ANNOUNCEMENT_ID)));
        var productsById = query(in("_id", rows.stream().map(row -> row.getString("_id")).toList()), Sorts.ascending("_id"),
                limit).stream().collect(toMap(Versioned::id, Versioned::state));
        return rows.stream().map(row -> new ProductAnnouncement(productsById.get(row.getString("_id")),
                row.getEmbedded(ANNOUNCEMENT_ID_PATH, String.class))).toList();
    }

    private Announcement announcement(String id) {
        return findByAnnouncement(id).flatMap(found -> found.state().announcement(id))
                .orElseThrow(() -> ApiException.invalid("cursor", "malformed"));
    }

    private static Bson after(Announcement last) {
        return or(lt(DRAFTED_AT, last.draftedAt()), and(eq(DRAFTED_AT, last.draftedAt()), gt(ANNOUNCEMENT_ID, last.id())));
    }

    @Override
    protected Set<Class<?>> wholeStateEvents() {
        return Set.of(ProductChanged.class);
    }

    @Override
    protected Document write(Product product) {
        return new Document("id", product.id()).append("name", product.name()).append("line", product.line())
                .append("releases",
                        product.releases().stream()
                                .map(release -> new Document("version", release.version()).append("releasedOn",
                                        release.releasedOn().toString()))
                                .toList())
                .append("announcements", product.announcements().stream().map(Products::announcement).toList());
    }

    @Override
    protected Product read(Document state) {
        return new Product(state.getString("id"), state.getString("name"), state.getString("line"),
                state.getList("releases", Document.class).stream().map(
                        release -> new Release(release.getString("version"), LocalDate.parse(release.getString("releasedOn"))))
                        .toList(),
                state.getList("announcements", Document.class).stream().map(Products::announcement).toList());
    }

    private static Document announcement(Announcement a) {
        var content = a.content();
        return new Document("id", a.id()).append("endOfLife", content.endOfLife().toString()).append("reason", content.reason())
                .append("successor", content.successor()).append("migrationPath", content.migrationPath())
                .append("justification", content.justification()).append("author", a.author()).append("draftedAt", a.draftedAt())
                .append("state", a.state().name()).append("approval", approval(a.approval()));
    }

    private static Announcement announcement(Document a) {
        var content = new Content(LocalDate.parse(a.getString("endOfLife")), a.getString("reason"), a.getString("successor"),
                a.getString("migrationPath"), a.getString("justification"));
        return new Announcement(a.getString("id"), content, a.getString("author"), a.getDate("draftedAt").toInstant(),
                State.valueOf(a.getString("state")), approval(a.get("approval", Document.class)));
    }

    private static @Nullable Document approval(@Nullable Approval approval) {
        return approval == null
                ? null
                : new Document("by", approval.by()).append("at", approval.at())
                        .append("noticeFrom", approval.noticeFrom().toString()).append("shortNotice", approval.shortNotice())
                        .append("pendingReminders", approval.pendingReminders().stream().map(Reminder::name).toList());
    }

    private static @Nullable Approval approval(@Nullable Document approval) {
        return approval == null
                ? null
                : new Approval(approval.getString("by"), approval.getDate("at").toInstant(),
                        LocalDate.parse(approval.getString("noticeFrom")), approval.getBoolean("shortNotice"),
                        approval.getList("pendingReminders", String.class).stream().map(Reminder::valueOf).toList());
    }
}
