package io.amparo.entitlement.wording;

import java.util.List;

/** Texts by key in the caller's language; a detail that is an ISO date is formatted for that language. */
@FunctionalInterface
public interface Wording {
    String of(String key, List<String> details);

    default String of(String key) {
        return of(key, List.of());
    }
}
