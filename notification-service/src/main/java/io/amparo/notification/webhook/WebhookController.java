package io.amparo.notification.webhook;

import io.amparo.events.FieldLimits;
import io.amparo.notification.webhook.transport.SecretCipher;
import io.amparo.notification.webhook.transport.WebhookSecret;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Callers;
import io.amparo.platform.security.Role;
import io.amparo.platform.store.Change;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException.FieldError;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.IdempotencyKey;
import io.amparo.platform.web.IfMatch;
import io.amparo.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** HTTP API of endpoints. */
@RestController
@RequestMapping(WebhookController.PATH)
@Callers(value = Callers.CONTRACT_ADMINISTRATOR, staff = Role.ADMIN)
class WebhookController {
    static final String PATH = "/api/v1/webhooks";

    /** A new endpoint. */
    record NewWebhookRequest(
            @Schema(description = "Customer whose events it gets; needed only by an administrator of several") @Nullable @Size(max = FieldLimits.CUSTOMER_ID) String customer,
            @NotBlank @Size(max = WebhookRequest.MAX_URL) String url,
            @NotEmpty @Size(max = WebhookRequest.MAX_TYPES) Set<@NotNull @Size(max = WebhookRequest.MAX_TYPE) String> events,
            @Nullable @Size(max = WebhookRequest.MAX_DESCRIPTION) String description) {
        WebhookRequest endpoint() {
            return new WebhookRequest(url, events, description);
        }
    }

    private final Webhooks webhooks;
    private final WebhookAccess access;
    private final WebhookDeliveries deliveries;
    private final Subscriptions subscriptions;
    private final WebhookReceivers receivers;
    private final SecretCipher cipher;
    private final WebhookProperties properties;
    private final Clock clock;

    WebhookController(Webhooks webhooks, WebhookAccess access, WebhookDeliveries deliveries, Subscriptions subscriptions,
            WebhookReceivers receivers, SecretCipher cipher, WebhookProperties properties, Clock clock) {
        this.webhooks = webhooks;
        this.access = access;
        this.deliveries = deliveries;
        this.subscriptions = subscriptions;
        this.receivers = receivers;
        this.cipher = cipher;
        this.properties = properties;
        this.clock = clock;
    }

    @GetMapping
    @Operation(summary = "List the endpoints of a customer, or of the vendor, by id")
    Page<WebhookResponse> listWebhooks(Caller caller,
            @Parameter(description = "Needed only by an administrator of several customers") @RequestParam(required = false) @Nullable @Size(max = FieldLimits.CUSTOMER_ID) String customer,
            @Valid @ParameterObject Page.Request page) {
        var after = page.after() == null ? "" : page.after();
        return page.of(webhooks.page(access.customer(caller, customer), after, page.limit() + 1), Versioned::id)
                .map(found -> WebhookResponse.of(found.state(), clock.instant(), null));
    }

    @GetMapping("/{id}")
    @Operation(summary = "Read an endpoint")
    ResponseEntity<WebhookResponse> getWebhook(Caller caller, @PathVariable String id) {
        return response(ResponseEntity.ok(), access.find(caller, id), null);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Create an endpoint", description = "It gets the public events of its customer from now on, an endpoint of "
            + "the vendor those of all customers; the first may follow after 5 s. Its `secret` is in this response only; a repetition "
            + "with the same Idempotency-Key does not contain it: rotate it.")
    ResponseEntity<WebhookResponse> createWebhook(Caller caller, IdempotencyKey key,
            @Valid @RequestBody NewWebhookRequest request) {
        var customer = access.customer(caller, request.customer());
        var endpoint = request.endpoint();
        endpoint.check(receivers.of(customer).policy(), properties.ports(), customer == null);
        var id = key.id(caller, "webhook");
        var secret = WebhookSecret.random();
        var now = clock.instant();
        if (webhooks.find(id).isEmpty() && webhooks.count(customer, properties.maxEndpoints()) >= properties.maxEndpoints())
            throw ApiException.conflict("webhook-limit", new FieldError("url", "webhook-limit", properties.maxEndpoints()));
        var created = webhooks.insert(id, "created", Change.of(Webhook.create(id, customer, caller.person(), endpoint.url(),
                endpoint.events(), endpoint.description(), cipher.encrypt(secret), now), List.of()));
        subscriptions.changed();
        return response(ResponseEntity.created(URI.create(PATH + "/" + id)), access.find(caller, id), created ? secret : null);
    }

    @PutMapping("/{id}")
    @Operation(summary = "Change an endpoint")
    ResponseEntity<WebhookResponse> changeWebhook(Caller caller, @PathVariable String id, IfMatch ifMatch,
            @Valid @RequestBody WebhookRequest request) {
        var customer = access.find(caller, id).state().customerId();
        request.check(receivers.of(customer).policy(), properties.ports(), customer == null);
        return update(id, ifMatch.version(), null,
                webhook -> webhook.changed(request.url(), request.events(), request.description()));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Delete an endpoint with its log")
    void deleteWebhook(Caller caller, @PathVariable String id) {
        access.find(caller, id);
        webhooks.delete(id);
        subscriptions.changed();
        deliveries.deleteOf(id);
    }

    @PostMapping("/{id}/rotation")
    @Operation(summary = "Replace the secret", description = "The new `secret` is in this response only. The previous one signs too "
            + "until `previousSecretUntil`: a message then has two signatures.")
    ResponseEntity<WebhookResponse> rotateWebhookSecret(Caller caller, @PathVariable String id) {
        access.find(caller, id);
        var secret = WebhookSecret.random();
        var stored = cipher.encrypt(secret);
        return update(id, null, secret, webhook -> webhook.rotated(stored, properties.secretOverlap(), clock.instant()));
    }

    @PostMapping("/{id}/activation")
    @Operation(summary = "Activate an endpoint that is disabled", description = "The events since then are not sent by themselves: "
            + "replay them.")
    ResponseEntity<WebhookResponse> activateWebhook(Caller caller, @PathVariable String id) {
        access.find(caller, id);
        return update(id, null, null, Webhook::activated);
    }

    @DeleteMapping("/{id}/activation")
    @Operation(summary = "Disable an endpoint")
    ResponseEntity<WebhookResponse> disableWebhook(Caller caller, @PathVariable String id) {
        access.find(caller, id);
        return update(id, null, null, webhook -> webhook.disabled(WebhookDisabling.Reason.OWNER, clock.instant()));
    }

    private ResponseEntity<WebhookResponse> update(String id, @Nullable Long version, @Nullable WebhookSecret shown,
            Function<Webhook, Webhook> change) {
        try {
            return response(ResponseEntity.ok(), webhooks.updateAndFind(id, "request/" + UUID.randomUUID(), version,
                    webhook -> change.apply(webhook).toChange(clock.instant())), shown);
        } finally {
            subscriptions.changed();
        }
    }

    private ResponseEntity<WebhookResponse> response(ResponseEntity.BodyBuilder response, Versioned<Webhook> found,
            @Nullable WebhookSecret shown) {
        return response.eTag(IfMatch.etag(found.version())).body(WebhookResponse.of(found.state(), clock.instant(), shown));
    }
}
