package io.amparo.entitlement.policy;

import io.amparo.entitlement.policy.SupportPolicy.Edition;
import io.amparo.entitlement.policy.SupportPolicy.AdvisorPackage;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A detail of a reason that names parts of the policy by their codes. The text of the reason has their names, in the language of
 * its reader.
 *
 * @param type what the codes are
 */
public record PolicyReference(Type type, List<String> codes) {
    private static final String PREFIX = "policy:";

    /** ALL_EDITIONS is a list that ends with <i>and</i>, ANY_EDITION and ANY_PACKAGE end with <i>or</i>; DUTY is one duty. */
    public enum Type {
        ALL_EDITIONS, ANY_EDITION, ANY_PACKAGE, EXCLUSION, DUTY
    }

    public PolicyReference {
        codes = List.copyOf(codes);
    }

    public static String allOf(Collection<Edition> editions) {
        return new PolicyReference(Type.ALL_EDITIONS, editions.stream().map(Edition::code).toList()).toString();
    }

    public static String anyOf(Collection<Edition> editions) {
        return new PolicyReference(Type.ANY_EDITION, editions.stream().map(Edition::code).toList()).toString();
    }

    public static String anyPackageOf(Collection<AdvisorPackage> packages) {
        return new PolicyReference(Type.ANY_PACKAGE, packages.stream().map(AdvisorPackage::code).toList()).toString();
    }

    public static String edition(String code) {
        return PREFIX + Type.ANY_EDITION + "/" + code;
    }

    public static String exclusion(String code) {
        return new PolicyReference(Type.EXCLUSION, List.of(code)).toString();
    }

    public static String duty(String code) {
        return new PolicyReference(Type.DUTY, List.of(code)).toString();
    }

    /** Returns the reference that a detail is; empty for another detail. */
    public static Optional<PolicyReference> parse(String detail) {
        if (!detail.startsWith(PREFIX)) return Optional.empty();
        for (var type : Type.values()) {
            var prefix = PREFIX + type + "/";
            if (detail.startsWith(prefix)) {
                var codes = detail.substring(prefix.length());
                return Optional.of(new PolicyReference(type, codes.isEmpty() ? List.of() : List.of(codes.split(","))));
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return PREFIX + type + "/" + String.join(",", codes);
    }
}
