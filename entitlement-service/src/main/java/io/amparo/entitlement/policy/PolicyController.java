package io.amparo.entitlement.policy;

import io.amparo.platform.openapi.HasETag;
import io.amparo.platform.security.Caller;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.IfMatch;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** HTTP API of the support policy, for every signed-in caller. The body has every language of the product. */
@HasETag
@RestController
@RequestMapping("/api/v1/policy")
class PolicyController {
    private final Policies policies;

    PolicyController(Policies policies) {
        this.policies = policies;
    }

    @GetMapping
    @Operation(summary = "Read the support policy that is effective now")
    ResponseEntity<SupportPolicy> getPolicy(Caller caller) {
        return toResponse(policies.effective());
    }

    @GetMapping("/versions/{version}")
    @Operation(summary = "Read a version of the support policy", description = "A version never changes. A decision names the "
            + "version by which it was made.")
    ResponseEntity<SupportPolicy> getPolicyVersion(Caller caller, @PathVariable int version) {
        return toResponse(policies.version(SupportPolicy.reference(policies.effective().id(), version))
                .orElseThrow(ApiException::notFound));
    }

    private static ResponseEntity<SupportPolicy> toResponse(SupportPolicy policy) {
        // Another policy may have the same version number.
        return ResponseEntity.ok().eTag(IfMatch.etag(policy.version(), policy.reference())).body(policy);
    }
}
