package io.amparo.notification.delivery;

import io.amparo.events.Vocabulary;
import io.amparo.notification.delivery.Deliveries.Filter;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Callers;
import io.amparo.platform.security.ForbiddenException;
import io.amparo.platform.web.OneOf;
import io.amparo.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import java.time.Instant;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Notifications sent to the caller, newest first. */
@RestController
class NotificationController {

    record NotificationResponse(String id, @OneOf(Vocabulary.Template.class) String type, RelatedResource about, String subject,
            String text, Instant at) {
        static NotificationResponse of(Delivery delivery) {
            var message = delivery.message();
            return new NotificationResponse(delivery.id(), message.template(), message.about(), message.mail().subject(),
                    message.mail().text(), delivery.requestedAt());
        }
    }

    private final Deliveries deliveries;

    NotificationController(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    /** Returns mails to the caller, also those to an earlier address. The own address must be verified; machines have none. */
    @GetMapping("/api/v1/notifications")
    @Callers(value = Callers.PERSON, staff = {})
    @Operation(summary = "List the own notifications, newest first")
    Page<NotificationResponse> listNotifications(Caller caller, @Valid @ParameterObject Page.Request page) {
        if (caller.email() == null) throw new ForbiddenException();
        var criteria = new Filter(caller.person(), null, null, null, null);
        return DeliveryController.page(deliveries, criteria, page).map(NotificationResponse::of);
    }
}
