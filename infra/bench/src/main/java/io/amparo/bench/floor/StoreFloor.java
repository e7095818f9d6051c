package io.amparo.bench.floor;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.amparo.bench.figure.Figure;
import io.amparo.bench.figure.Latencies;
import java.time.Duration;
import java.util.UUID;
import org.bson.Document;

/** One document of a ticket's size into the store, as safely as the services write. */
public final class StoreFloor {
    public static final String EMBEDDED = "embedded";
    private static final String DATABASE = "amparo_bench";
    private static final int TIMES = 200;
    private static final int CHARACTERS = 2_000;

    private StoreFloor() {}

    public static Figure measure(String uri) {
        var latencies = new Latencies();
        try (var client = MongoClients.create(uri)) {
            var database = client.getDatabase(DATABASE).withWriteConcern(WriteConcern.MAJORITY);
            var documents = database.getCollection("floor");
            documents.insertOne(document());
            for (int time = 0; time < TIMES; time++) {
                var document = document();
                long begin = System.nanoTime();
                documents.insertOne(document);
                latencies.took(Duration.ofNanos(System.nanoTime() - begin));
            }
            database.drop();
        }
        return latencies.figure("one insert into the store");
    }

    private static Document document() {
        return new Document("_id", UUID.randomUUID().toString()).append("text", "x".repeat(CHARACTERS));
    }

    /** Which server it is; {@link #EMBEDDED} for the embedded one. */
    public static String kind(String uri) {
        try (var client = MongoClients.create(uri)) {
            return kind(client);
        }
    }

    // The embedded store's buildInfo tells a version and little else; every other server tells its git version.
    private static String kind(MongoClient client) {
        var told = client.getDatabase("admin").runCommand(new Document("buildInfo", 1));
        return told.containsKey("gitVersion") ? "server, version " + told.getString("version") : EMBEDDED;
    }
}
