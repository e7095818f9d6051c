package io.amparo.bench.floor;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.amparo.bench.result.Latencies;
import io.amparo.bench.result.MeasuredValue;
import java.time.Duration;
import java.util.UUID;
import org.bson.Document;

/** Latency of inserting a document of 2,000 characters, the size of a ticket, with the write concern of the services. */
public final class StoreFloor {
    public static final String EMBEDDED = "embedded";
    private static final String DATABASE = "amparo_bench";
    private static final int ROUNDS = 200;
    private static final int CHARACTERS = 2_000;

    private StoreFloor() {}

    public static MeasuredValue measure(String uri) {
        var latencies = new Latencies();
        try (var client = MongoClients.create(uri)) {
            var database = client.getDatabase(DATABASE).withWriteConcern(WriteConcern.MAJORITY);
            var documents = database.getCollection("floor");
            documents.insertOne(document());
            for (int round = 0; round < ROUNDS; round++) {
                var document = document();
                long begin = System.nanoTime();
                documents.insertOne(document);
                latencies.add(Duration.ofNanos(System.nanoTime() - begin));
            }
            database.drop();
        }
        return latencies.toMeasuredValue("one insert into the store");
    }

    private static Document document() {
        return new Document("_id", UUID.randomUUID().toString()).append("text", "x".repeat(CHARACTERS));
    }

    /** Returns the kind and version of the server; {@link #EMBEDDED} for the embedded store. */
    public static String kind(String uri) {
        try (var client = MongoClients.create(uri)) {
            return kind(client);
        }
    }

    // The buildInfo of the embedded store has no gitVersion; every other server has one.
    private static String kind(MongoClient client) {
        var buildInfo = client.getDatabase("admin").runCommand(new Document("buildInfo", 1));
        return buildInfo.containsKey("gitVersion") ? "server, version " + buildInfo.getString("version") : EMBEDDED;
    }
}
