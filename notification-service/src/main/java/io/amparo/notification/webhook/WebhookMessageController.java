package io.amparo.notification.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.notification.webhook.WebhookDelivery.State;
import io.amparo.notification.webhook.WebhookMessageResponse.Attempt;
import io.amparo.notification.webhook.event.WebhookPayload;
import io.amparo.notification.webhook.transport.WebhookMessage;
import io.amparo.platform.limit.KeyedSemaphore;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Callers;
import io.amparo.platform.security.Role;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.Cursor;
import io.amparo.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** HTTP API of the messages of an endpoint: log, test, retry and replay. */
@RestController
@RequestMapping(WebhookController.PATH + "/{id}")
@Callers(value = Callers.CONTRACT_ADMINISTRATOR, staff = Role.ADMIN)
class WebhookMessageController {
    private static final int MAX_TESTS = 2;

    /** @param messageId the header {@code webhook-id} of the test message */
    record WebhookTestResponse(String messageId, boolean delivered, Attempt attempt) {}

    /** A period of events to send once more. */
    record WebhookReplayRequest(@NotNull Instant from, @NotNull Instant to) {
        /**
         * Allows an end that is somewhat later than now, but none that the store has no date for.
         *
         * @throws ApiException 422 that names the invalid field
         */
        void check(Instant now, Duration retention) {
            if (to.isAfter(now.plus(retention))) throw ApiException.invalid("to", "webhook-period", retention.toDays());
            if (to.isBefore(from) || from.isBefore(now.minus(retention)))
                throw ApiException.invalid("from", "webhook-period", retention.toDays());
        }
    }

    private final Webhooks webhooks;
    private final WebhookAccess access;
    private final WebhookDeliveries deliveries;
    private final SendWebhook sendWebhook;
    private final Subscriptions subscriptions;
    private final WebhookTriggers triggers;
    private final WebhookProperties properties;
    private final Clock clock;
    private final KeyedSemaphore tests = new KeyedSemaphore(MAX_TESTS);

    WebhookMessageController(Webhooks webhooks, WebhookAccess access, WebhookDeliveries deliveries, SendWebhook sendWebhook,
            Subscriptions subscriptions, WebhookTriggers triggers, WebhookProperties properties, Clock clock) {
        this.webhooks = webhooks;
        this.access = access;
        this.deliveries = deliveries;
        this.sendWebhook = sendWebhook;
        this.subscriptions = subscriptions;
        this.triggers = triggers;
        this.properties = properties;
        this.clock = clock;
    }

    @PostMapping("/test")
    @Operation(summary = "Send a test message now, also to a disabled endpoint", description = "The response follows after the "
            + "attempt, at most 15 s later. A test is in no log.")
    WebhookTestResponse testWebhook(Caller caller, @PathVariable String id) {
        var webhook = access.find(caller, id).state();
        if (!tests.tryAcquire(id, 1)) throw ApiException.conflict("webhook-busy");
        try {
            var start = clock.instant();
            var messageId = "msg_" + UUID.randomUUID().toString().replace("-", "");
            var answer = sendWebhook.send(webhook, new WebhookMessage(webhook.url(), sendWebhook.secrets(webhook, start),
                    messageId, start, WebhookPayload.test(id, start).getBytes(UTF_8)));
            return new WebhookTestResponse(messageId, answer.failure() == null,
                    Attempt.of(WebhookAttempt.of(answer, start, clock.instant())));
        } finally {
            tests.release(id, 1);
        }
    }

    @GetMapping("/deliveries")
    @Operation(summary = "List the messages of an endpoint, newest first", description = "Messages are kept for 30 days.")
    Page<WebhookMessageResponse> listWebhookMessages(Caller caller, @PathVariable String id,
            @RequestParam(required = false) @Nullable Set<State> state, @Valid @ParameterObject Page.Request page) {
        access.find(caller, id);
        return page.of(deliveries.page(id, state == null ? Set.of() : state, Cursor.parse(page.after()), page.limit() + 1),
                last -> Cursor.of(last.recordedAt(), last.id()).toString()).map(WebhookMessageResponse::of);
    }

    @PostMapping("/deliveries/{delivery}/retry")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Send a message once more, with all attempts")
    ResponseEntity<WebhookMessageResponse> retryWebhookMessage(Caller caller, @PathVariable String id,
            @PathVariable String delivery) {
        requireActive(access.find(caller, id).state());
        if (deliveries.find(id, delivery).isEmpty()) throw ApiException.notFound();
        deliveries.requeue(List.of(delivery), clock.instant());
        triggers.messages().run();
        var due = deliveries.find(id, delivery).orElseThrow(ApiException::notFound);
        return ResponseEntity.accepted().location(location(id, "/deliveries")).body(WebhookMessageResponse.of(due));
    }

    @PostMapping("/replay")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Send the messages of a period once more", description = "Of all events of the period that are kept, also "
            + "those that were delivered, with the same `webhook-id`. It runs in the background; `replay` of the endpoint has the "
            + "progress. One replay of an endpoint runs at a time.")
    ResponseEntity<WebhookResponse> replayWebhook(Caller caller, @PathVariable String id,
            @Valid @RequestBody WebhookReplayRequest request) {
        access.find(caller, id);
        var now = clock.instant();
        request.check(now, properties.retention());
        try {
            var replay = WebhookReplay.begin(UUID.randomUUID().toString(), request.from(), request.to());
            var begun = webhooks.updateAndFind(id, "replay/" + replay.id(), null, webhook -> {
                requireActive(webhook);
                if (webhook.replay() != null && webhook.replay().isRunning())
                    throw ApiException.conflict("webhook-replay-running");
                return webhook.with(replay).toChange(now);
            });
            return ResponseEntity.accepted().location(location(id, "")).body(WebhookResponse.of(begun.state(), now, null));
        } finally {
            subscriptions.changed();
            triggers.endpoints().run();
        }
    }

    private static URI location(String id, String part) {
        return URI.create(WebhookController.PATH + "/" + id + part);
    }

    private static void requireActive(Webhook webhook) {
        if (!webhook.isActive()) throw ApiException.conflict("webhook-disabled");
    }
}
