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
import io.amparo.events.DomainEvent;
import io.amparo.events.product.ProductEvent.ProductChanged;
import io.amparo.events.product.ProductEvent.Release;
import io.amparo.events.product.ReleaseLine;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    record ProductAnnouncement(Product product, String announcementId) {
        Announcement announcement() {
            return product.announcement(announcementId).orElseThrow();
        }
    }

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
        return ReleaseLine.on(day,
                productsOf(line).stream().collect(toMap(Versioned::id, found -> found.state().description().datedVersions())));
    }

    /** Returns the days of general availability of all releases of a line, by version: to them a lifecycle date is relative. */
    Map<String, LocalDate> releaseDaysOf(String line) {
        return productsOf(line).stream().flatMap(found -> found.state().releases().stream())
                .collect(toMap(Release::version, Release::releasedOn, (one, other) -> one.isBefore(other) ? one : other));
    }

    private List<Versioned<Product>> productsOf(String line) {
        return query(eq("state.line", line), Sorts.ascending("_id"), MAX_PRODUCTS_OF_LINE);
    }

    /** Returns the product with this announcement. Served by the index on {@code announcements.id}. */
    Optional<Versioned<Product>> findByAnnouncement(String announcementId) {
        return query(eq(ANNOUNCEMENT_ID, announcementId), Sorts.ascending("_id"), 1).stream().findFirst();
    }

    /** @throws ApiException 422 if the catalogue does not have this successor */
    void requireSuccessor(@Nullable String successor) {
        if (successor != null && find(successor).isEmpty()) throw ApiException.invalid("successor", "unknown-product");
    }

    /** Returns a page of all announcements, newest first. */
    List<ProductAnnouncement> announcements(@Nullable String afterId, int limit) {
        return announcements(exists(ANNOUNCEMENT_ID), afterId, limit);
    }

    /** Returns a page of the approved announcements with less than twelve months of notice, newest first (R10.4). */
    List<ProductAnnouncement> shortNotices(@Nullable String afterId, int limit) {
        return announcements(eq("state.announcements.approval.shortNotice", true), afterId, limit);
    }

    private List<ProductAnnouncement> announcements(Bson filter, @Nullable String afterId, int limit) {
        var rows = aggregate(Aggregates.match(filter), Aggregates.unwind("$state.announcements"), Aggregates.match(filter),
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
        return ProductCodec.write(product);
    }

    @Override
    protected Product read(Document state) {
        return ProductCodec.read(state);
    }
}
