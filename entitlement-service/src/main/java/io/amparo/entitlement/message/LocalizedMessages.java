package io.amparo.entitlement.message;

import java.util.List;

/** Texts by key in the caller's language; a detail that is an ISO date is formatted for that language. */
@FunctionalInterface
public interface LocalizedMessages {
    String get(String key, List<String> details);

    default String get(String key) {
        return get(key, List.of());
    }
}
