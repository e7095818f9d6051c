package io.amparo.entitlement.wording;

import java.util.List;

/** Texts by key, in the language of whoever is asking; a detail that is a date is written as people write dates there. */
@FunctionalInterface
public interface Wording {
    String of(String key, List<String> details);

    default String of(String key) {
        return of(key, List.of());
    }
}
