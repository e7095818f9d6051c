package io.amparo.notification.delivery;

import io.amparo.notification.delivery.Deliveries.Wanted;
import io.amparo.notification.delivery.DeliveryController.AboutView;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Forbidden;
import io.amparo.platform.web.Page;
import jakarta.validation.Valid;
import java.time.Instant;
import java.util.Locale;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Notifications sent to the caller, newest first. */
@RestController
class NotificationController {

    record NotificationView(String id, String type, AboutView about, String subject, String text, Instant at) {
        static NotificationView of(Delivery delivery) {
            var message = delivery.message();
            return new NotificationView(delivery.id(), message.template(), AboutView.of(message.about()),
                    message.mail().subject(), message.mail().text(), delivery.requestedAt());
        }
    }

    private final Deliveries deliveries;

    NotificationController(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    /** Returns mails to the caller's own address, which must be verified. Machine clients have no address. */
    @GetMapping("/api/v1/notifications")
    Page<NotificationView> own(Caller caller, JwtAuthenticationToken signedIn, @Valid @ParameterObject Page.Request page) {
        if (!Boolean.TRUE.equals(signedIn.getToken().getClaimAsBoolean("email_verified"))) throw new Forbidden();
        var own = new Wanted(caller.person().toLowerCase(Locale.ROOT), null, null, null);
        return DeliveryController.page(deliveries, own, page).map(NotificationView::of);
    }
}
