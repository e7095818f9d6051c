package io.amparo.entitlement.coverage;

import java.util.Optional;

/** One rule of the support policy. */
@FunctionalInterface
interface CoverageRule {
    Optional<Finding> evaluate(CoverageFacts coverage);
}
