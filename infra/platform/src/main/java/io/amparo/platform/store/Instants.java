package io.amparo.platform.store;

import java.time.Instant;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Reads instants of documents, which store them in milliseconds. */
public final class Instants {

    /** Returns null if the field is missing or null. */
    public static @Nullable Instant read(Document document, String field) {
        var date = document.getDate(field);
        return date == null ? null : date.toInstant();
    }

    private Instants() {}
}
