package io.amparo.entitlement.coverage;

import java.util.Optional;

/** One sentence of the policy. */
@FunctionalInterface
interface CoverageRule {
    Optional<Finding> judge(Coverage coverage);
}
