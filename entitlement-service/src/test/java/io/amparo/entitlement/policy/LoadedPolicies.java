package io.amparo.entitlement.policy;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The policy that the service contains, and one of another vendor. */
public final class LoadedPolicies {
    private LoadedPolicies() {}

    public static SupportPolicy opservices() {
        return read("policy/opservices-1.json");
    }

    /** Three editions with other names, another matrix, two packages for one kind of ticket, and no consultancy. */
    public static SupportPolicy northwind() {
        return read("policy/northwind-3.json");
    }

    private static SupportPolicy read(String resource) {
        try {
            return PolicyDocument.readResource(resource);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
