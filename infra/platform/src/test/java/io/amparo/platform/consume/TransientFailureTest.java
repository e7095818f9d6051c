package io.amparo.platform.consume;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSocketReadTimeoutException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteException;
import com.mongodb.ServerAddress;
import com.mongodb.WriteError;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.bulk.WriteConcernError;
import io.amparo.platform.store.OutboxFullException;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.TimeoutException;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonMaximumSizeExceededException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TransientFailureTest {
    private static final ServerAddress SERVER = new ServerAddress();

    @ParameterizedTest
    @MethodSource
    void failure_that_can_pass_waits(Exception failure) {
        assertThat(TransientFailure.is(failure)).isTrue();
        assertThat(TransientFailure.is(new IllegalStateException("listener failed", failure))).isTrue();
    }

    static Stream<Exception> failure_that_can_pass_waits() {
        return Stream.of(new MongoTimeoutException("no server"),
                new MongoSocketReadTimeoutException("slow", SERVER, new java.io.IOException()),
                new MongoNotPrimaryException(new BsonDocument(), SERVER), new MongoExecutionTimeoutException(50, "maxTimeMS"),
                new MongoConnectionPoolClearedException(
                        new com.mongodb.connection.ServerId(new com.mongodb.connection.ClusterId(), SERVER), null),
                command(189), command(1), write(11_600),
                bulk(new WriteConcernError(64, "wtimeout", "waiting for replication timed out", new BsonDocument()), 10_334),
                new ConcurrentModificationException("5 attempts lost the race"), new TimeoutException("no broker"),
                new OutboxFullException("ticket", 5_000_000, false),
                new ParkingException("no broker", new IllegalStateException()));
    }

    @ParameterizedTest
    @MethodSource
    void failure_of_the_record_is_parked(Exception failure) {
        assertThat(TransientFailure.is(failure)).isFalse();
        assertThat(TransientFailure.is(new IllegalStateException("listener failed", failure))).isFalse();
    }

    static Stream<Exception> failure_of_the_record_is_parked() {
        return Stream.of(write(10_334), write(17_280), write(121), write(2), bulk(null, 17_419), command(10_334),
                new BsonMaximumSizeExceededException("more than 16 MiB"), new IllegalArgumentException("no event"),
                new OutboxFullException("behind a parked event", 5_000_000, true));
    }

    private static MongoWriteException write(int code) {
        return new MongoWriteException(new WriteError(code, "failed", new BsonDocument()), SERVER, Set.of());
    }

    private static MongoCommandException command(int code) {
        return new MongoCommandException(new BsonDocument("ok", new BsonInt32(0)).append("code", new BsonInt32(code)), SERVER);
    }

    private static MongoBulkWriteException bulk(@Nullable WriteConcernError concern, int code) {
        return new MongoBulkWriteException(BulkWriteResult.acknowledged(0, 0, 0, 0, List.of(), List.of()),
                List.of(new BulkWriteError(code, "failed", new BsonDocument(), 0)), concern, SERVER, Set.of());
    }
}
