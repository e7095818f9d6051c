package io.amparo.local.backend;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Filters.regex;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Sorts.descending;
import static com.mongodb.client.model.Sorts.orderBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A query has the same result with secondary indexes as without, also after a restart. */
class SecondaryIndexIT {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<Bson> FILTERS = List.of(new Document(), eq("s.customer", "c1"), in("s.customer", "c0", "c2"),
            and(in("s.customer", "c0", "c1"), in("s.status", "OPEN", "RESOLVED")),
            and(eq("s.customer", "c2"), lt("s.number", "n0040"), eq("s.status", "OPEN")), lte("dueAt", NOW),
            and(gt("dueAt", NOW.minusSeconds(30)), lt("dueAt", NOW)), eq("s.contacts.id", "p3"),
            and(eq("s.contacts.id", "p1"), eq("s.status", "CLOSED")), eq("s.customer", null), eq("s.optional", null),
            or(eq("s.customer", "c1"), eq("s.status", "OPEN")), regex("s.number", "1$"), in("s.customer", "none"),
            in("s.customer", List.of()), and(in("s.customer", List.of()), eq("s.status", "OPEN")),
            and(eq("s.customer", "c1"), in("s.number", List.of())), and(eq("s.optional", "x"), gt("s.number", "n0010")),
            exists("dueAt"), exists("s.optional"), exists("s.contacts.id"), and(exists("dueAt"), eq("s.status", "OPEN")));
    private static final List<Bson> SORTS = List.of(descending("s.number"), ascending("s.number"),
            orderBy(ascending("s.status"), descending("s.number")), orderBy(descending("dueAt"), descending("s.number")));

    private final Random random = new Random(42);

    private static void createIndexes(MongoCollection<Document> indexed) {
        var sparse = new IndexOptions().sparse(true);
        for (var field : List.of("s.customer", "s.status", "s.optional"))
            indexed.createIndex(Indexes.compoundIndex(Indexes.ascending(field), Indexes.descending("s.number")));
        indexed.createIndex(Indexes.descending("s.number"));
        indexed.createIndex(Indexes.ascending("dueAt"), sparse);
        indexed.createIndex(Indexes.descending("dueAt", "s.number"));
        indexed.createIndex(Indexes.ascending("s.contacts.id"));
        indexed.createIndex(Indexes.ascending("s.status", "s.contacts.id"));
    }

    private Document newDocument(int number) {
        var state = new Document("number", "n%04d".formatted(number)).append("customer", "c" + random.nextInt(4))
                .append("status", List.of("OPEN", "RESOLVED", "CLOSED").get(random.nextInt(3))).append("contacts",
                        new ArrayList<>(
                                List.of(new Document("id", "p" + random.nextInt(5)), new Document("id", "p" + random.nextInt(5))))
                                .subList(0, random.nextInt(3)));
        if (random.nextBoolean()) state.append("optional", random.nextBoolean() ? "x" : null);
        var document = new Document("_id", "d" + number).append("s", state);
        return random.nextInt(3) == 0 ? document : document.append("dueAt", NOW.plusSeconds(random.nextInt(-60, 60)));
    }

    private void change(List<MongoCollection<Document>> both, int number) {
        var id = new Document("_id", "d" + random.nextInt(number + 1));
        switch (random.nextInt(4)) {
            case 0 -> both.forEach(each -> each.deleteOne(id));
            case 1 -> {
                var due = new Document("$set", new Document("dueAt", NOW.plusSeconds(random.nextInt(-60, 60))));
                both.forEach(each -> each.updateOne(id, due));
            }
            case 2 -> {
                var status = new Document("$set", new Document("s.status", "CLOSED")).append("$unset", new Document("dueAt", 1));
                both.forEach(each -> each.updateOne(id, status));
            }
            default -> {
                var replacement = newDocument(1_000 + number);
                replacement.remove("_id");
                both.forEach(each -> each.replaceOne(id, replacement));
            }
        }
    }

    private static List<Object> ids(MongoCollection<Document> collection, Bson filter, @Nullable Bson sort, int limit) {
        return collection.find(filter).sort(sort).limit(limit).map(each -> each.get("_id")).into(new ArrayList<>());
    }

    private static void assertSameResults(MongoCollection<Document> plain, MongoCollection<Document> indexed) {
        for (var filter : FILTERS) {
            assertThat(ids(indexed, filter, null, 0)).as("%s", filter)
                    .containsExactlyInAnyOrderElementsOf(ids(plain, filter, null, 0));
            assertThat(indexed.countDocuments(filter)).as("%s", filter).isEqualTo(plain.countDocuments(filter));
            for (var sort : SORTS)
                for (int limit : List.of(0, 1, 7))
                    assertThat(ids(indexed, filter, sort, limit)).as("%s, %s, %s", filter, sort, limit)
                            .isEqualTo(ids(plain, filter, sort, limit));
        }
    }

    @Test
    void queries_have_the_same_results_with_and_without_indexes(@TempDir Path dir) {
        var file = dir.resolve("store.h2");
        try (var store = EmbeddedStore.start(file, 0); var client = MongoClients.create(store.uri())) {
            var plain = client.getDatabase("test").getCollection("plain");
            var indexed = client.getDatabase("test").getCollection("indexed");
            var both = List.of(plain, indexed);
            for (int number = 0; number < 120; number++) {
                // Some documents are older than the indexes.
                if (number == 40) createIndexes(indexed);
                var document = newDocument(number);
                both.forEach(each -> each.insertOne(new Document(document)));
                change(both, number);
                if (number % 20 == 0) assertSameResults(plain, indexed);
            }
            assertSameResults(plain, indexed);
        }
        try (var store = EmbeddedStore.start(file, 0); var client = MongoClients.create(store.uri())) {
            assertSameResults(client.getDatabase("test").getCollection("plain"),
                    client.getDatabase("test").getCollection("indexed"));
        }
    }

    @Test
    void page_of_many_documents_and_what_is_due_need_no_scan(@TempDir Path dir) {
        try (var store = EmbeddedStore.start(dir.resolve("store.h2"), 0); var client = MongoClients.create(store.uri())) {
            var indexed = client.getDatabase("test").getCollection("indexed");
            createIndexes(indexed);
            indexed.createIndex(Indexes.ascending("waiting.at"), new IndexOptions().sparse(true));
            for (int page = 0; page < 20; page++) {
                var documents = new ArrayList<Document>();
                for (int n = 0; n < 1_000; n++) documents.add(newDocument(page * 1_000 + n));
                indexed.insertMany(documents);
            }
            long small = nanos(() -> ids(indexed, new Document("_id", "d7"), null, 0));
            long list = nanos(
                    () -> ids(indexed, and(in("s.customer", "c1"), eq("s.status", "OPEN")), descending("s.number"), 21));
            long due = nanos(() -> ids(indexed, lte("dueAt", NOW.minusSeconds(61)), ascending("dueAt"), 10));

            long waiting = nanos(() -> indexed.countDocuments(exists("waiting.at")));

            // A scan of 20,000 documents takes some hundred times as long as a read by id.
            assertThat(list).as("read by id: %d ns", small).isLessThan(30 * small);
            assertThat(due).as("read by id: %d ns", small).isLessThan(10 * small);
            assertThat(waiting).as("read by id: %d ns", small).isLessThan(10 * small);
        }
    }

    /** Returns the shortest of some durations. */
    private static long nanos(Runnable query) {
        long shortest = Long.MAX_VALUE;
        for (int n = 0; n < 50; n++) {
            long begin = System.nanoTime();
            query.run();
            shortest = Math.min(shortest, System.nanoTime() - begin);
        }
        return shortest;
    }
}
