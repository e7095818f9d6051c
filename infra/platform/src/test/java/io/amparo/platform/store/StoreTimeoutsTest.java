package io.amparo.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.RETURNS_SELF;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.mongodb.ConnectionString;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoNamespace;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.ReadPreference;
import com.mongodb.ServerAddress;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.bulk.WriteConcernError;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** A request that MongoDB does not confirm in time is answered with 503 before its caller gives up. */
class StoreTimeoutsTest {
    private static final int GATEWAY_TIMEOUT_SECONDS = 30;

    @Test
    void reads_go_to_the_primary_and_no_wait_is_unlimited() {
        var builder = MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString("mongodb://localhost/?readPreference=secondaryPreferred&w=1"));
        new StoreConfig().storeTimeouts().customize(builder);
        var settings = builder.build();

        assertThat(settings.getReadPreference()).isEqualTo(ReadPreference.primary());
        assertThat(settings.getWriteConcern().getWObject()).isEqualTo("majority");
        assertThat(settings.getWriteConcern().getWTimeout(TimeUnit.SECONDS)).isEqualTo(5);
        int read = settings.getSocketSettings().getReadTimeout(TimeUnit.SECONDS);
        assertThat(read).as("longer than the server's own limits").isGreaterThan(5);
        assertThat(2 * (read + settings.getClusterSettings().getServerSelectionTimeout(TimeUnit.SECONDS)))
                .as("the driver retries once").isLessThan(GATEWAY_TIMEOUT_SECONDS);
    }

    @Test
    void write_concern_timeout_is_an_unknown_outcome_and_not_a_lost_race() {
        var timeout = new WriteConcernError(64, "WriteConcernFailed", "waiting for replication timed out", new BsonDocument());
        MongoCollection<Document> documents = mock();
        when(documents.getNamespace()).thenReturn(new MongoNamespace("db.tallies"));
        when(documents.withReadConcern(any())).thenReturn(documents);
        when(documents.bulkWrite(anyList(), any(BulkWriteOptions.class))).thenThrow(
                new MongoBulkWriteException(BulkWriteResult.unacknowledged(), List.of(), timeout, new ServerAddress(), Set.of()));
        MongoDatabase database = mock(RETURNS_SELF);
        when(database.runCommand(any())).thenReturn(new Document());
        when(database.getCollection(anyString())).thenReturn(documents);
        var outbox = new Outbox(database, (_, _, _, _, _, _, _, _) -> null, new TraceContext(Tracer.NOOP, Propagator.NOOP),
                Clock.systemUTC());
        var store = new AggregateStore<Document, Void>(outbox, "tallies") {
            @Override
            protected Document write(Document state) {
                return state;
            }

            @Override
            protected Document read(Document state) {
                return state;
            }
        };

        assertThatExceptionOfType(MongoWriteConcernException.class)
                .isThrownBy(() -> store.insert("a", "begin", Change.of(new Document(), List.of())));
    }
}
