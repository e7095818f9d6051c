package io.amparo.entitlement.holding;

import java.util.Set;

/** The codes of the Advisor packages that the support policy knows (R6.1). */
@FunctionalInterface
public interface PackageCodes {
    Set<String> known();
}
