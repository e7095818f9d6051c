package io.amparo.notification.webhook;

import io.amparo.notification.webhook.event.PublicEvents;
import io.amparo.notification.webhook.transport.DestinationPolicy.Refusal;
import io.amparo.notification.webhook.transport.DestinationPolicy;
import io.amparo.platform.Adapter;
import io.amparo.platform.web.ApiException.FieldError;
import io.amparo.platform.web.ApiException;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The settings of an endpoint.
 *
 * @param url where messages are sent to
 * @param events CloudEvents types, or all types of a context such as {@code io.amparo.ticket.*}
 */
@Adapter
record WebhookRequest(
        @Schema(description = "Where messages are sent to: https, without user and fragment", example = "https://hooks.example.org/amparo") @NotBlank @Size(max = WebhookRequest.MAX_URL) String url,
        @Schema(description = "CloudEvents types, or all types of a context such as io.amparo.ticket.*") @NotEmpty @Size(max = WebhookRequest.MAX_TYPES) Set<@NotNull @Size(max = WebhookRequest.MAX_TYPE) String> events,
        @Nullable @Size(max = WebhookRequest.MAX_DESCRIPTION) String description) {
    static final int MAX_URL = 2_000;
    static final int MAX_TYPES = 100;
    static final int MAX_TYPE = 100;
    static final int MAX_DESCRIPTION = 500;

    /** @throws ApiException 422 that names each invalid field */
    void check(DestinationPolicy policy, Set<Integer> ports, boolean vendor) {
        var errors = new ArrayList<FieldError>();
        policy.refusal(url).ifPresent(refusal -> errors.add(error(refusal, ports)));
        var selectable = PublicEvents.selectable(vendor);
        if (!selectable.containsAll(events)) errors.add(FieldError.oneOf("events", selectable));
        if (!errors.isEmpty()) throw ApiException.invalid(errors);
    }

    private static FieldError error(Refusal refusal, Set<Integer> ports) {
        return refusal == Refusal.PORT
                ? new FieldError("url", refusal.code(),
                        ports.stream().sorted().map(String::valueOf).collect(Collectors.joining(", ")))
                : new FieldError("url", refusal.code());
    }
}
