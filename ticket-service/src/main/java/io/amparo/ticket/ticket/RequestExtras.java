package io.amparo.ticket.ticket;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Further parts of the request that opened a ticket.
 *
 * @param followUpOf number of the closed ticket that it follows up; null for none
 * @param fields values of the fields that the vendor defines, in the order of their codes
 * @param annotationsHash hash of external references and metadata, which may change later; null if there were none
 */
record RequestExtras(@Nullable String followUpOf, Map<String, String> fields, @Nullable String annotationsHash) {
    static final RequestExtras NONE = new RequestExtras(null, Map.of(), null);

    RequestExtras {
        fields = Collections.unmodifiableMap(new TreeMap<>(fields));
    }
}
