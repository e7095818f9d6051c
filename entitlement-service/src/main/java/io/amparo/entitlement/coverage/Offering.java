package io.amparo.entitlement.coverage;

import io.amparo.entitlement.policy.SupportPolicy;
import io.amparo.entitlement.policy.SupportPolicy.ServiceOffer;

/** Which services of the policy this suite offers. */
final class Offering {
    private static final String SINGLE_INCIDENT = "single-incident";

    private Offering() {}

    static boolean isOffered(SupportPolicy policy, ServiceOffer service) {
        return !service.code().equals(SINGLE_INCIDENT) || policy.singleIncident().enabled();
    }

    /** Returns whether the edition includes the service; the policy restricts single incidents once more (R5.7). */
    static boolean isIncluded(SupportPolicy policy, ServiceOffer service, String edition) {
        return policy.edition(edition).filter(each -> each.services().contains(service.code())).isPresent()
                && (!service.code().equals(SINGLE_INCIDENT) || policy.singleIncident().editions().contains(edition));
    }
}
