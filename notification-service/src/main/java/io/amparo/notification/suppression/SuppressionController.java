package io.amparo.notification.suppression;

import io.amparo.platform.security.Staff;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.Cursor;
import io.amparo.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import java.time.Instant;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The suppressed addresses, for staff. */
@RestController
@RequestMapping("/api/v1/suppressions")
@Staff
class SuppressionController {

    /** @param code status code of the bounce (RFC 3463) */
    record SuppressionResponse(String id, String address, String code, String deliveryId, Instant suppressedAt) {
        static SuppressionResponse of(Suppression suppression) {
            return new SuppressionResponse(suppression.id(), suppression.address(), suppression.code(), suppression.deliveryId(),
                    suppression.suppressedAt());
        }
    }

    private final Suppressions suppressions;

    SuppressionController(Suppressions suppressions) {
        this.suppressions = suppressions;
    }

    @GetMapping
    @Operation(summary = "List the addresses that get no mail, because a mail to them has bounced for good, newest first")
    Page<SuppressionResponse> listSuppressions(@Valid @ParameterObject Page.Request page) {
        return page.of(suppressions.page(Cursor.parse(page.after()), page.limit() + 1),
                last -> Cursor.of(last.suppressedAt(), last.id()).toString()).map(SuppressionResponse::of);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Send mails to an address once more", description = "All instances follow within 10 s. Deliveries that have "
            + "failed meanwhile can be retried.")
    void removeSuppression(@PathVariable String id) {
        if (suppressions.find(id).isEmpty()) throw ApiException.notFound();
        suppressions.remove(id);
    }
}
