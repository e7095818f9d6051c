package io.amparo.entitlement.coverage;

import io.amparo.entitlement.policy.SupportPolicy.ServiceOffer;
import java.util.List;

/** Whether a person may use a service of the support policy, with the reasons. */
public record Access(ServiceOffer service, boolean available, List<Reason> reasons) {
    public Access {
        reasons = List.copyOf(reasons);
    }

    static Access of(ServiceOffer service, Decision decision) {
        return new Access(service, decision.granted(), decision.reasons());
    }

    static Access toAll(ServiceOffer service) {
        return new Access(service, true, List.of(Reason.of("open-to-all", service.clause())));
    }

    static Access toNobody(ServiceOffer service) {
        return new Access(service, false, List.of(Reason.of("not-yet-offered", service.clause())));
    }
}
