package io.amparo.notification.delivery;

import io.amparo.notification.delivery.Deliveries.Position;
import io.amparo.notification.delivery.Deliveries.Wanted;
import io.amparo.notification.delivery.Delivery.State;
import io.amparo.platform.security.Staff;
import io.amparo.platform.web.ApiProblem;
import io.amparo.platform.web.Page;
import jakarta.validation.Valid;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Deliveries for staff: the proof which mail was sent to whom and when. */
@RestController
@Staff
class DeliveryController {

    record RecipientView(String email, String name, String language) {}

    record AboutView(String type, String id, String label) {
        static AboutView of(About about) {
            return new AboutView(about.type().name(), about.id(), about.label());
        }
    }

    record DeliveryView(String id, RecipientView recipient, String channel, String template, String subject, AboutView about,
            @Nullable String campaign, String cause, String messageId, State state, int attempts, Instant requestedAt,
            @Nullable Instant nextAttemptAt, @Nullable Instant settledAt, @Nullable String failure) {
        static DeliveryView of(Delivery delivery) {
            var message = delivery.message();
            var recipient = message.recipient();
            return new DeliveryView(delivery.id(), new RecipientView(recipient.email(), recipient.name(), recipient.language()),
                    Delivery.CHANNEL, message.template(), message.mail().subject(), AboutView.of(message.about()),
                    message.campaign(), message.cause(), delivery.messageId(), delivery.state(), delivery.attempts(),
                    delivery.requestedAt(), delivery.dueAt(), delivery.settledAt(), delivery.failure());
        }
    }

    private final Deliveries deliveries;

    DeliveryController(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    @GetMapping("/api/v1/deliveries")
    Page<DeliveryView> list(@RequestParam(required = false) @Nullable String about,
            @RequestParam(required = false) @Nullable String recipient, @RequestParam(required = false) @Nullable String campaign,
            @RequestParam(required = false) @Nullable State state, @Valid @ParameterObject Page.Request page) {
        var wanted = new Wanted(recipient == null ? null : recipient.strip().toLowerCase(Locale.ROOT), about, campaign, state);
        return page(deliveries, wanted, page).map(DeliveryView::of);
    }

    static Page<Delivery> page(Deliveries deliveries, Wanted wanted, Page.Request page) {
        var after = page.after();
        try {
            var position = after == null ? null : Position.parse(after);
            return page.of(deliveries.page(wanted, position, page.limit() + 1), last -> Position.of(last).toString());
        } catch (NumberFormatException | StringIndexOutOfBoundsException notOurs) {
            throw ApiProblem.invalid("cursor", "malformed");
        }
    }
}
