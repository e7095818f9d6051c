package io.amparo.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.MongoWriteException;
import com.mongodb.ServerAddress;
import com.mongodb.WriteConcernResult;
import com.mongodb.WriteError;
import com.mongodb.bulk.WriteConcernError;
import com.mongodb.connection.ClusterId;
import com.mongodb.connection.ServerId;
import io.amparo.platform.web.ProblemWriter;
import io.amparo.platform.web.UnavailableScope;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.ServletWebRequest;

/** A request is answered with 503 for exactly the failures for which a consumer waits. */
class MongoExceptionHandlerTest {
    private static final ServerAddress SERVER = new ServerAddress();

    private final MongoExceptionHandler handler = new MongoExceptionHandler(mock(ProblemWriter.class));

    @ParameterizedTest
    @MethodSource
    void failure_that_can_pass_is_answered_with_503_and_retry_after(MongoException failure) {
        var response = handler.storeFailure(failure, new ServletWebRequest(new MockHttpServletRequest()));

        assertThat(response.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        assertThat(response.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo("2");
        assertThat(response.getHeaders().containsHeader(UnavailableScope.HEADER)).as("counted by the circuit breaker").isFalse();
    }

    static Stream<MongoException> failure_that_can_pass_is_answered_with_503_and_retry_after() {
        return Stream.of(new MongoTimeoutException("no server"), new MongoExecutionTimeoutException(50, "maxTimeMS"),
                new MongoNotPrimaryException(new BsonDocument(), SERVER),
                new MongoConnectionPoolClearedException(new ServerId(new ClusterId(), SERVER), null),
                new MongoInterruptedException("stopping", new InterruptedException()), command(189), command(112),
                new MongoWriteConcernException(new WriteConcernError(64, "WriteConcernFailed", "waiting", new BsonDocument()),
                        WriteConcernResult.unacknowledged(), SERVER, Set.of()));
    }

    @ParameterizedTest
    @MethodSource
    void failure_of_the_document_is_answered_with_500(MongoException failure) {
        assertThat(handler.storeFailure(failure, new ServletWebRequest(new MockHttpServletRequest())).getStatusCode())
                .isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR);
    }

    static Stream<MongoException> failure_of_the_document_is_answered_with_500() {
        return Stream.of(command(2),
                new MongoWriteException(new WriteError(10_334, "too large", new BsonDocument()), SERVER, Set.of()));
    }

    @Test
    void full_outbox_of_a_document_does_not_make_the_service_unavailable() {
        var response = handler.outboxFull(new OutboxFullException("ticket", 5_000_000, false));

        assertThat(response.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        assertThat(response.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo("10");
        assertThat(response.getHeaders().getFirst(UnavailableScope.HEADER)).isEqualTo("document");
    }

    private static MongoCommandException command(int code) {
        return new MongoCommandException(new BsonDocument("ok", new BsonInt32(0)).append("code", new BsonInt32(code)), SERVER);
    }
}
