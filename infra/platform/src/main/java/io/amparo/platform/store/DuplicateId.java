package io.amparo.platform.store;

import com.mongodb.ErrorCategory;
import com.mongodb.WriteError;
import java.util.regex.Pattern;

/**
 * Recognises a write that failed because a document with its id exists. Another unique index fails in the same way on every
 * attempt. The server names the index only in its message: {@code _id_}, or {@code _id_1_version_1}, which the embedded store has
 * in addition.
 */
final class DuplicateId {
    /** The name of the index, not part of another name, and before the values of the document in braces. */
    private static final Pattern INDEX = Pattern.compile("^[^{]*(?<![\\w.])_id_");

    static boolean is(WriteError error) {
        return error.getCategory() == ErrorCategory.DUPLICATE_KEY && INDEX.matcher(error.getMessage()).find();
    }

    private DuplicateId() {}
}
