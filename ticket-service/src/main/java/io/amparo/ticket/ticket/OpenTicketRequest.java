package io.amparo.ticket.ticket;

import io.amparo.events.FieldLimits;
import io.amparo.events.product.ReleaseVersion;
import io.amparo.platform.Adapter;
import io.amparo.platform.web.ApiException.FieldError;
import io.amparo.ticket.policy.FieldRule;
import io.amparo.ticket.policy.TicketPolicy;
import io.amparo.ticket.ticket.Severity.Effect;
import io.amparo.ticket.ticket.Severity.Level;
import io.amparo.ticket.ticket.Ticket.Content;
import io.amparo.ticket.ticket.Ticket.Product;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Request to open a ticket. A contact who acts for several companies names one in {@code customer}. Only an agent, who opens it
 * on behalf of a contact, may set {@code contact}: its id or its e-mail address, and annotations.
 */
@Adapter
record OpenTicketRequest(@NotNull Kind kind, @NotBlank @Size(max = FieldLimits.SUBJECT) String subject,
        @NotBlank @Size(max = FieldLimits.DESCRIPTION) String description,
        @Size(max = FieldLimits.PRODUCT_ID) @Nullable String product, @Size(max = FieldLimits.VERSION) @Nullable String version,
        @Size(max = FieldLimits.ENVIRONMENT) @Nullable String environment, @Nullable Effect effect, @Nullable Level impact,
        @Nullable Level urgency, @Size(max = FieldLimits.EVIDENCE) @Nullable String evidence,
        @Size(max = FieldLimits.SELF_HELP_ARTICLES) @Nullable List<@Size(max = FieldLimits.ARTICLE_ID) String> selfHelp,
        @Size(max = FieldLimits.EMAIL) @Nullable String contact,
        @Schema(description = "Id of the customer; required if the contact acts for several, default: the only one", example = "acme") @Size(max = FieldLimits.CUSTOMER_ID) @Nullable String customer,
        @Schema(description = "The ticket in other systems; only staff may set them") @Size(max = FieldLimits.EXTERNAL_REFS) @Nullable List<@NotNull @Valid ExternalRefJson> externalRefs,
        @Schema(description = "Texts that only staff see, and only staff may set") @Size(max = FieldLimits.METADATA_ENTRIES) @Nullable Map<@Pattern(regexp = AnnotationController.METADATA_KEY) String, @NotNull @Size(max = FieldLimits.METADATA_VALUE) String> metadata,
        @Schema(description = "Number of a closed ticket of the same customer that this one follows up; both get a link", example = "T-2026-000122") @Size(max = FieldLimits.TICKET_ID) @Nullable String followUpOf,
        @Schema(description = "Values of the fields that the policy defines for the kind (`ticketKinds[].fields`); a date as 2026-11-30, a choice by its code") @Size(max = FieldLimits.FIELDS) @Nullable Map<@Size(max = FieldLimits.FIELD_CODE) String, @NotNull @Size(max = FieldLimits.FIELD_VALUE) String> fields) {

    private static final String NO_VERSION = "no-version";

    /** Returns whether the request has what only staff may set. */
    boolean isForStaff() {
        return contact != null || externalRefs != null || metadata != null;
    }

    /** Returns what is attached to the ticket from the start. */
    Annotations annotations() {
        return new Annotations(externalRefs == null ? List.of() : ExternalRefJson.toRefs("externalRefs", externalRefs),
                metadata == null ? Map.of() : metadata, null);
    }

    /**
     * Returns an error for each field that the policy requires for the kind and that is missing, or breaks its rule (R1.2), and
     * for what can be no version, also while entitlement-service, which knows the releases, is down.
     */
    List<FieldError> errors(TicketPolicy policy) {
        var errors = new ArrayList<FieldError>();
        if (!isBlank(version) && ReleaseVersion.parse(stripToEmpty(version)).isEmpty())
            errors.add(new FieldError("version", NO_VERSION, "9.2"));
        if (kind == null) return errors;
        policy.requiredFields(kind.name()).stream().filter(this::isMissing)
                .forEach(field -> errors.add(new FieldError(field, "required")));
        errors.addAll(FieldRule.errors(policy.fields(kind.name()), FieldRule.values(fields)));
        return errors;
    }

    /** Returns the problem code of a request with these errors: that of its version, if nothing else is wrong. */
    static String problem(List<FieldError> errors) {
        return errors.stream().allMatch(error -> error.code().equals(NO_VERSION)) ? "version-unknown" : "invalid";
    }

    /** Returns the content. Its priority is by the matrix of the policy; a request without impact or urgency counts as LOW. */
    Content content(TicketPolicy policy) {
        return new Content(kind, subject.strip(), description,
                new Product(stripToEmpty(product), stripToEmpty(version), environment),
                Severity.of(effect, impact == null ? Level.LOW : impact, urgency == null ? Level.LOW : urgency, policy), evidence,
                selfHelp == null ? List.of() : List.copyOf(selfHelp),
                new RequestExtras(followUpOf, FieldRule.values(fields), annotations().hash()));
    }

    /** A field that this version of the service does not know cannot be missing. */
    private boolean isMissing(String field) {
        return switch (field) {
            case "product" -> isBlank(product);
            case "version" -> isBlank(version);
            case "environment" -> isBlank(environment);
            case "evidence" -> isBlank(evidence);
            case "effect" -> effect == null;
            case "impact" -> impact == null;
            case "urgency" -> urgency == null;
            case "selfHelp" -> selfHelp == null || selfHelp.isEmpty();
            default -> false;
        };
    }

    private static boolean isBlank(@Nullable String value) {
        return value == null || value.isBlank();
    }

    private static String stripToEmpty(@Nullable String value) {
        return value == null ? "" : value.strip();
    }
}
