package io.amparo.notification.delivery;

import io.amparo.events.Vocabulary;
import io.amparo.notification.delivery.Deliveries.Filter;
import io.amparo.notification.delivery.Delivery.State;
import io.amparo.platform.security.Staff;
import io.amparo.platform.web.Cursor;
import io.amparo.platform.web.OneOf;
import io.amparo.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Deliveries for staff: the proof which mail was sent to whom and when. */
@RestController
@Staff
class DeliveryController {

    record RecipientResponse(@Nullable String email, String name, String language) {}

    record DeliveryResponse(String id, RecipientResponse recipient, @OneOf(Vocabulary.Channel.class) String channel,
            @OneOf(Vocabulary.Template.class) String template, String subject, RelatedResource about, @Nullable String campaign,
            String cause, String messageId, State state, int attempts, int unconfirmedAttempts, Instant requestedAt,
            @Nullable Instant nextAttemptAt, @Nullable Instant settledAt, @Nullable String failure) {
        static DeliveryResponse of(Delivery delivery) {
            var message = delivery.message();
            var recipient = message.recipient();
            var result = delivery.result();
            return new DeliveryResponse(delivery.id(),
                    new RecipientResponse(recipient.email(), recipient.name(), recipient.language()), Delivery.CHANNEL,
                    message.template(), message.mail().subject(), message.about(), message.campaign(), message.cause(),
                    delivery.messageId(), delivery.state(), delivery.attempts(), delivery.unconfirmed(), delivery.requestedAt(),
                    delivery.dueAt(), result == null ? null : result.settledAt(), result == null ? null : result.failure());
        }
    }

    private final Deliveries deliveries;

    DeliveryController(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    @GetMapping("/api/v1/deliveries")
    @Operation(summary = "List the deliveries, newest first")
    Page<DeliveryResponse> listDeliveries(@RequestParam(required = false) @Nullable String about,
            @RequestParam(required = false) @Nullable String recipient, @RequestParam(required = false) @Nullable String campaign,
            @RequestParam(required = false) @Nullable Set<State> state, @Valid @ParameterObject Page.Request page) {
        var criteria = new Filter(recipient == null ? null : recipient.strip().toLowerCase(Locale.ROOT), about, campaign, state);
        return page(deliveries, criteria, page).map(DeliveryResponse::of);
    }

    static Page<Delivery> page(Deliveries deliveries, Filter criteria, Page.Request page) {
        return page.of(deliveries.page(criteria, Cursor.parse(page.after()), page.limit() + 1),
                last -> Cursor.of(last.requestedAt(), last.id()).toString());
    }
}
