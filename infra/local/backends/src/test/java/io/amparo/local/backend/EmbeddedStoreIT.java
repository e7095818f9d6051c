package io.amparo.local.backend;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedStoreIT {
    private static final int ACKNOWLEDGED = 2_000;
    private static final int WRITES = 500;
    private static final int WRITERS = 4;

    @TempDir
    Path dir;

    @Test
    void acknowledged_writes_survive_a_killed_store() throws Exception {
        int port = FreePort.next();
        var file = dir.resolve("store.mv");
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();

        try (var process = ChildJvm.start(StoreProcess.class, file, port).awaitListening(port);
                var client = MongoClients.create("mongodb://localhost:" + port + "/?retryWrites=false");
                var writers = Executors.newFixedThreadPool(WRITERS)) {
            var tickets = client.getDatabase("shop").getCollection("tickets");
            for (int writer = 0; writer < WRITERS; writer++) {
                var prefix = "w" + writer + "-";
                writers.submit(() -> writeUntilKilled(tickets, prefix, acknowledged));
            }
            while (acknowledged.size() < ACKNOWLEDGED) {
                Thread.onSpinWait();
            }
            process.kill();
        }

        try (var store = EmbeddedStore.start(file, 0); var client = MongoClients.create(store.uri())) {
            var kept = StreamSupport
                    .stream(client.getDatabase("shop").getCollection("tickets").find(Filters.eq("touched", true)).spliterator(),
                            false)
                    .map(document -> document.getString("_id")).collect(Collectors.toSet());
            assertThat(kept).containsAll(acknowledged);
        }
    }

    @Test
    void a_store_can_hold_more_data_than_its_heap() throws Exception {
        int port = FreePort.next();
        try (var process = ChildJvm.start("64m", StoreProcess.class, dir.resolve("store.mv"), port).awaitListening(port);
                var client = MongoClients.create("mongodb://localhost:" + port)) {
            var tickets = client.getDatabase("shop").getCollection("tickets");
            for (int batch = 0; batch < 40; batch++) {
                int first = batch * 500;
                tickets.insertMany(IntStream.range(first, first + 500).mapToObj(EmbeddedStoreIT::ticket).toList());
            }

            var scanned = tickets.find(Filters.eq("field7", "value of 19999")).map(Document::size).into(new ArrayList<>());

            assertThat(scanned).containsExactly(31);
            assertThat(process.terminate()).isEqualTo(143);
        }
    }

    private static Document ticket(int n) {
        var ticket = new Document("_id", "t" + n);
        IntStream.range(0, 30).forEach(field -> ticket.append("field" + field, "value of " + n));
        return ticket;
    }

    @Test
    void in_memory_stores_are_isolated_and_use_free_ports() {
        try (var one = EmbeddedStore.start(null, 0);
                var other = EmbeddedStore.start(null, 0);
                var client = MongoClients.create(one.uri());
                var otherClient = MongoClients.create(other.uri())) {
            client.getDatabase("shop").getCollection("tickets").insertOne(new Document("_id", "one"));

            assertThat(client.getDatabase("shop").getCollection("tickets").countDocuments()).isOne();
            assertThat(otherClient.getDatabase("shop").getCollection("tickets").countDocuments()).isZero();
        }
    }

    @Test
    void the_process_exits_cleanly_on_sigterm() throws Exception {
        int port = FreePort.next();
        try (var process = ChildJvm.start(StoreProcess.class, dir.resolve("store.mv"), port).awaitListening(port)) {
            assertThat(process.terminate()).isEqualTo(143);
        }
    }

    @Test
    void concurrent_increments_return_distinct_numbers() throws Exception {
        try (var store = EmbeddedStore.start(dir.resolve("store.mv"), 0);
                var client = MongoClients.create(store.uri());
                var writers = Executors.newFixedThreadPool(WRITERS)) {
            var counters = client.getDatabase("shop").getCollection("counters");
            counters.insertOne(new Document("_id", "orders").append("last", 0));
            var after = new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER);

            var returned = writers.invokeAll(Collections.nCopies(WRITES, () -> counters
                    .findOneAndUpdate(Filters.eq("_id", "orders"), Updates.inc("last", 1), after).getInteger("last")));

            assertThat(returned).extracting(Future::get).doesNotHaveDuplicates().hasSize(WRITES);
        }
    }

    @Test
    void a_reader_sees_a_write_completely_or_not_at_all() throws Exception {
        try (var store = EmbeddedStore.start(dir.resolve("store.mv"), 0);
                var client = MongoClients.create(store.uri());
                var writer = Executors.newSingleThreadExecutor()) {
            var tickets = client.getDatabase("shop").getCollection("tickets");
            tickets.insertOne(new Document("_id", "one").append("version", 0).append("seen", 0));

            var writing = writer.submit(() -> {
                for (int n = 1; n <= WRITES; n++)
                    tickets.updateOne(Filters.eq("_id", "one"),
                            Updates.combine(Updates.set("version", n), Updates.set("seen", n)));
            });

            while (!writing.isDone()) {
                var read = tickets.find(Filters.eq("_id", "one")).first();
                assertThat(read.getInteger("seen")).isEqualTo(read.getInteger("version"));
            }
            writing.get();
        }
    }

    private static void writeUntilKilled(MongoCollection<Document> tickets, String prefix, Set<String> acknowledged) {
        try {
            for (int n = 0;; n++) {
                tickets.insertOne(new Document("_id", prefix + n));
                tickets.updateOne(Filters.eq("_id", prefix + n), Updates.set("touched", true));
                acknowledged.add(prefix + n);
            }
        } catch (MongoException ignored) {
            // Expected: the process is killed. All writes before this one were acknowledged.
        }
    }
}
