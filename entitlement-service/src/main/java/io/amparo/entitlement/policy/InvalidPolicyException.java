package io.amparo.entitlement.policy;

import java.util.List;

/** A policy document that breaks its schema or is inconsistent. The service does not start with it. */
final class InvalidPolicyException extends RuntimeException {
    InvalidPolicyException(String source, List<String> violations) {
        super("Policy " + source + " is invalid: " + String.join("; ", violations));
    }
}
