package io.amparo.ticket.ticket;

import io.amparo.events.FieldLimits;
import io.amparo.events.product.ReleaseVersion;
import io.amparo.platform.Adapter;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.ApiException.FieldError;
import io.amparo.ticket.ticket.Severity.Effect;
import io.amparo.ticket.ticket.Severity.Level;
import io.amparo.ticket.ticket.Ticket.Content;
import io.amparo.ticket.ticket.Ticket.Product;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Request to open a ticket. A contact who acts for several companies names one in {@code customer}. Only an agent, who opens it
 * on behalf of a contact, may set {@code contact}: its id or its e-mail address.
 */
@Adapter
record OpenTicketRequest(@NotNull Kind kind, @NotBlank @Size(max = FieldLimits.SUBJECT) String subject,
        @NotBlank @Size(max = FieldLimits.DESCRIPTION) String description,
        @Size(max = FieldLimits.PRODUCT_ID) @Nullable String product, @Size(max = FieldLimits.VERSION) @Nullable String version,
        @Size(max = FieldLimits.ENVIRONMENT) @Nullable String environment, @Nullable Effect effect, @Nullable Level impact,
        @Nullable Level urgency, @Size(max = FieldLimits.EVIDENCE) @Nullable String evidence,
        @Size(max = FieldLimits.SELF_HELP_ARTICLES) @Nullable List<@Size(max = FieldLimits.ARTICLE_ID) String> selfHelp,
        @Size(max = FieldLimits.EMAIL) @Nullable String contact,
        @Schema(description = "Id of the customer; required if the contact acts for several, default: the only one", example = "acme") @Size(max = FieldLimits.CUSTOMER_ID) @Nullable String customer) {

    /**
     * Returns the content after a check of the fields that the kind requires (R1.2): an incident needs a product version and an
     * effect (R5.2).
     */
    Content content() {
        var missing = new ArrayList<FieldError>();
        if (kind == Kind.INCIDENT || kind == Kind.QUESTION) {
            require(missing, "product", product);
            require(missing, "version", version);
        }
        if (kind == Kind.INCIDENT) {
            require(missing, "effect", effect);
            require(missing, "impact", impact);
            require(missing, "urgency", urgency);
        }
        if (!missing.isEmpty()) throw ApiException.invalid(missing);
        requireVersion(stripToEmpty(version));
        return new Content(kind, subject.strip(), description,
                new Product(stripToEmpty(product), stripToEmpty(version), environment),
                Severity.of(effect, impact == null ? Level.LOW : impact, urgency == null ? Level.LOW : urgency), evidence,
                selfHelp == null ? List.of() : List.copyOf(selfHelp));
    }

    /** Refuses what can be no version, also while entitlement-service, which knows the releases, is down. */
    private static void requireVersion(String version) {
        if (!version.isEmpty() && ReleaseVersion.parse(version).isEmpty())
            throw ApiException.invalid("version-unknown", List.of(new FieldError("version", "no-version", "9.2")));
    }

    private static void require(List<FieldError> missing, String field, @Nullable Object value) {
        if (value == null || value instanceof String text && text.isBlank()) missing.add(new FieldError(field, "required"));
    }

    private static String stripToEmpty(@Nullable String value) {
        return value == null ? "" : value.strip();
    }
}
