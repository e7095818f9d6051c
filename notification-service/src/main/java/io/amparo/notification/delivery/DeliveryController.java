package io.amparo.notification.delivery;

import io.amparo.events.FieldLimits;
import io.amparo.events.Vocabulary;
import io.amparo.notification.audience.Recipient;
import io.amparo.notification.delivery.Deliveries.Filter;
import io.amparo.notification.delivery.Delivery.State;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.EmailAddress;
import io.amparo.platform.security.Staff;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.Cursor;
import io.amparo.platform.web.IdempotencyKey;
import io.amparo.platform.web.OneOf;
import io.amparo.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Deliveries for staff: the proof which mail was sent to whom and when. */
@RestController
@Staff
class DeliveryController {
    private static final int MAX_ID = 64;

    /** {@code email}: the address of the last attempt; missing while none is known. */
    record RecipientResponse(String id, @Nullable String email, String name, String language) {
        static RecipientResponse of(Recipient recipient) {
            return new RecipientResponse(recipient.id(), recipient.email(), recipient.name(), recipient.language());
        }
    }

    /** @param recipient person id or e-mail address, in any spelling */
    record DeliverySearchRequest(@Nullable @Size(max = FieldLimits.EMAIL) String recipient,
            @Nullable @Size(max = FieldLimits.TICKET_ID) String about, @Nullable @Size(max = MAX_ID) String campaign,
            @Nullable Set<State> state) {
        Filter filter() {
            if (recipient == null || !isAddress(recipient)) return new Filter(recipient, null, about, campaign, state);
            return new Filter(null, EmailAddress.fold(recipient), about, campaign, state);
        }
    }

    /**
     * @param alternate contact who gets the mail, because the address of the recipient is suppressed
     * @param receipt what the mail server of the recipient has reported
     */
    record DeliveryResponse(String id, RecipientResponse recipient, @OneOf(Vocabulary.Channel.class) String channel,
            @OneOf(Vocabulary.Template.class) String template, String subject, RelatedResource about, @Nullable String campaign,
            String cause, String messageId, State state, int attempts, int unconfirmedAttempts, Instant requestedAt,
            @Nullable Instant nextAttemptAt, @Nullable Instant settledAt, @Nullable String failure,
            @Nullable RecipientResponse alternate, @Nullable ReceiptResponse receipt) {
        static DeliveryResponse of(Delivery delivery) {
            var message = delivery.message();
            var recipient = message.recipient();
            var result = delivery.result();
            return new DeliveryResponse(delivery.id(), RecipientResponse.of(recipient), Delivery.CHANNEL, message.template(),
                    message.mail().subject(), message.about(), message.campaign(), message.cause(), delivery.messageId(),
                    delivery.state(), delivery.attempts(), delivery.unconfirmed(), delivery.requestedAt(), delivery.dueAt(),
                    result == null ? null : result.settledAt(), result == null ? null : result.failure(),
                    delivery.alternate() == null ? null : RecipientResponse.of(delivery.alternate()),
                    ReceiptResponse.of(delivery.receipt()));
        }
    }

    /** @param code status code (RFC 3463) */
    record ReceiptResponse(Receipt.Status status, String code, Instant at) {
        static @Nullable ReceiptResponse of(@Nullable Receipt receipt) {
            return receipt == null ? null : new ReceiptResponse(receipt.status(), receipt.code(), receipt.at());
        }
    }

    private final Deliveries deliveries;
    private final RetryDelivery retryDelivery;

    DeliveryController(Deliveries deliveries, RetryDelivery retryDelivery) {
        this.deliveries = deliveries;
        this.retryDelivery = retryDelivery;
    }

    @GetMapping("/api/v1/deliveries")
    @Operation(summary = "List the deliveries, newest first")
    Page<DeliveryResponse> listDeliveries(@RequestParam(required = false) @Nullable String about,
            @Parameter(description = "Person id of the recipient") @RequestParam(required = false) @Nullable String recipient,
            @RequestParam(required = false) @Nullable String campaign, @RequestParam(required = false) @Nullable Set<State> state,
            @Valid @ParameterObject Page.Request page) {
        if (recipient != null && isAddress(recipient)) throw ApiException.invalid("recipient", "malformed");
        return page(deliveries, new Filter(recipient, null, about, campaign, state), page).map(DeliveryResponse::of);
    }

    @PostMapping("/api/v1/deliveries/search")
    @Operation(summary = "Search the deliveries, newest first", description = "As the list, but also by e-mail address: a URL "
            + "stands in logs and histories, so it has no address.")
    Page<DeliveryResponse> searchDeliveries(@Valid @RequestBody DeliverySearchRequest request,
            @Valid @ParameterObject Page.Request page) {
        return page(deliveries, request.filter(), page).map(DeliveryResponse::of);
    }

    @PostMapping("/api/v1/deliveries/{id}/retry")
    @Operation(summary = "Send a mail once more that has failed", description = "Begins another series of attempts with the same "
            + "Message-ID.")
    @ApiResponse(responseCode = "200", description = "OK")
    @ApiResponse(responseCode = "409", description = "The delivery has not failed, or no contact can get the mail")
    DeliveryResponse retryDelivery(Caller caller, IdempotencyKey key, @PathVariable String id) {
        return DeliveryResponse.of(retryDelivery.handle(new RetryDelivery.Command(id, key.id(caller, "retry/" + id))));
    }

    private static boolean isAddress(String recipient) {
        return recipient.indexOf('@') >= 0;
    }

    static Page<Delivery> page(Deliveries deliveries, Filter criteria, Page.Request page) {
        return page.of(deliveries.page(criteria, Cursor.parse(page.after()), page.limit() + 1),
                last -> Cursor.of(last.requestedAt(), last.id()).toString());
    }
}
