package io.amparo.platform.store;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.bulk.BulkWriteError;
import java.util.Set;

/** Classifies the failures of MongoDB. Requests are answered with 503, and consumers wait, if a failure can pass. */
public final class StoreFailure {
    /**
     * Codes of MongoDB for a document or command that never succeeds: BadValue, FailedToParse, TypeMismatch, Overflow (nesting),
     * PathNotViable, ConflictingUpdateOperators, the field name codes, ImmutableField, DocumentValidationFailure,
     * CannotIndexParallelArrays, BSONObjectTooLarge, KeyTooLong, and the codes of a document that an update makes too large.
     */
    private static final Set<Integer> OF_THE_DOCUMENT = Set.of(2, 9, 14, 15, 28, 40, 52, 55, 56, 57, 66, 121, 171, 10_334, 10_003,
            17_280, 17_419, 17_420, 11_000);
    /**
     * LockTimeout, MaxTimeMSExpired, WriteConflict, ExceededTimeLimit, and the codes of a server that stops or loses its role.
     */
    private static final Set<Integer> OF_THE_SERVER = Set.of(6, 7, 24, 50, 64, 89, 91, 112, 189, 202, 262, 9_001, 10_058, 10_107,
            11_600, 11_602, 13_435, 13_436);

    /** Whether the failure can pass without a change of the document or command. */
    public static boolean isTransient(MongoException e) {
        return !isOfTheDocument(e);
    }

    /** Whether the store is unavailable for now. */
    public static boolean isOutage(Throwable failure) {
        return failure instanceof MongoException e && isTransient(e);
    }

    /** A write error concerns its document, except for the codes of the server. Every other error concerns the store. */
    private static boolean isOfTheDocument(MongoException e) {
        return switch (e) {
            case MongoWriteException write -> isOfTheDocument(write.getCode(), write.getError().getCategory());
            case MongoBulkWriteException bulk ->
                bulk.getWriteConcernError() == null && bulk.getWriteErrors().stream().anyMatch(StoreFailure::isOfTheDocument);
            case MongoCommandException command -> OF_THE_DOCUMENT.contains(command.getCode());
            default -> false;
        };
    }

    private static boolean isOfTheDocument(BulkWriteError error) {
        return isOfTheDocument(error.getCode(), error.getCategory());
    }

    private static boolean isOfTheDocument(int code, ErrorCategory category) {
        return category != ErrorCategory.EXECUTION_TIMEOUT && !OF_THE_SERVER.contains(code);
    }

    private StoreFailure() {}
}
