package io.amparo.entitlement.contract;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.Set;

/** The domains of providers where everybody can get an address. */
final class PublicMailDomains {
    private final Set<String> domains;

    private PublicMailDomains(Set<String> domains) {
        this.domains = domains;
    }

    /** @param text one domain per line; a line with {@code #} is a comment */
    static PublicMailDomains parse(String text) {
        return new PublicMailDomains(text.lines().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .collect(toUnmodifiableSet()));
    }

    /** Whether a domain, or one above it, is of a public provider. */
    boolean contains(String domain) {
        for (var rest = domain;; rest = rest.substring(rest.indexOf('.') + 1)) {
            if (domains.contains(rest)) return true;
            if (rest.indexOf('.') < 0) return false;
        }
    }
}
