package io.amparo.entitlement.contact;

import io.amparo.entitlement.contract.Customer;
import io.amparo.entitlement.contract.ListedContact;
import io.amparo.entitlement.contract.ReadableCustomers;
import io.amparo.events.FieldLimits;
import io.amparo.events.customer.CustomerEvent.Contact;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Callers;
import io.amparo.platform.security.EmailAddress;
import io.amparo.platform.security.Role;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.ApiException.FieldError;
import io.amparo.platform.web.IdempotencyKey;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * HTTP API of the named contacts of a customer (R5.4). Its contacts and staff read; its administrators and the vendor's admin
 * write.
 */
@RestController
@RequestMapping("/api/v1/customers/{id}/contacts")
@Callers({Callers.CONTACT, Callers.CONTRACT_ADMINISTRATOR})
class ContactController {

    /** A deputy is for an absence, and no further contact beside the quota. */
    private static final Duration MAX_ABSENCE = Duration.ofDays(366);

    /** Language and zone default to those of the customer, {@code administrator} to false. */
    record ContactRequest(@NotBlank @Email @Size(max = FieldLimits.EMAIL) String email,
            @NotBlank @Size(max = FieldLimits.NAME) String name, @Nullable @Pattern(regexp = "pt-BR|en|es") String language,
            @Nullable String zone, @Nullable Boolean administrator,
            @Schema(description = "Contact id of the person whose absence a deputy covers; needs from and to") @Nullable @Size(max = FieldLimits.CONTACT_ID) String deputyFor,
            @Schema(description = "When the access of a deputy begins") @Nullable Instant from,
            @Schema(description = "When the access of a deputy ends") @Nullable Instant to) {
        Contact toContact(String contactId, Customer customer) {
            return new Contact(contactId, EmailAddress.fold(email), name.strip(),
                    language == null ? customer.language() : language, zone == null ? customer.zone() : zone,
                    Boolean.TRUE.equals(administrator), deputyFor, millis(from), millis(to));
        }

        private static @Nullable Instant millis(@Nullable Instant instant) {
            return instant == null ? null : instant.truncatedTo(ChronoUnit.MILLIS);
        }

        /** A deputy needs a beginning and an end that is to come; a named contact has none. */
        void validate(Instant now) {
            var errors = new ArrayList<FieldError>();
            if (deputyFor == null) {
                if (from != null) errors.add(new FieldError("from", "only-deputy"));
                if (to != null) errors.add(new FieldError("to", "only-deputy"));
            } else {
                if (from == null) errors.add(new FieldError("from", "required"));
                if (to == null) errors.add(new FieldError("to", "required"));
                if (from != null && to != null && !to.isAfter(from))
                    errors.add(new FieldError("to", "before-begin"));
                else if (to != null && !to.isAfter(now))
                    errors.add(new FieldError("to", "past"));
                else if (from != null && to != null && to.isAfter(from.plus(MAX_ABSENCE)))
                    errors.add(new FieldError("to", "absence-too-long", MAX_ABSENCE.toDays()));
            }
            if (!errors.isEmpty()) throw ApiException.invalid(errors);
        }
    }

    /** Whether a person is a contact, or has to accept an invitation first. */
    enum ContactState {
        NAMED, INVITED
    }

    record ContactResponse(
            @Schema(description = "Person id; an invited person has it after accepting", example = "acme-bruno") String id,
            String email, String name, String language, String zone, boolean administrator,
            @Schema(description = "An invited person has no access, but a place of the quota") ContactState state,
            @Schema(description = "When the invitation expires; missing for a named contact") @Nullable Instant invitedUntil,
            @Schema(description = "Whose absence a deputy covers; missing for a named contact") @Nullable String deputyFor,
            @Schema(description = "When the access of a deputy begins") @Nullable Instant from,
            @Schema(description = "When the access of a deputy ends") @Nullable Instant to) {
        static ContactResponse of(ListedContact listed) {
            var contact = listed.contact();
            return new ContactResponse(contact.id(), contact.email(), contact.name(), contact.language(), contact.zone(),
                    contact.administrator(), listed.invitedUntil() == null ? ContactState.NAMED : ContactState.INVITED,
                    listed.invitedUntil(), contact.deputyFor(), contact.activeFrom(), contact.activeTo());
        }
    }

    record ContactsResponse(List<ContactResponse> items, int quota) {}

    private final ReadableCustomers customers;
    private final NameContact nameContact;
    private final RemoveContact removeContact;
    private final Clock clock;

    ContactController(ReadableCustomers customers, NameContact nameContact, RemoveContact removeContact, Clock clock) {
        this.customers = customers;
        this.nameContact = nameContact;
        this.removeContact = removeContact;
        this.clock = clock;
    }

    @GetMapping
    @Operation(summary = "List the contacts of a customer and the invited people, each in the order in which they were named")
    ContactsResponse listContacts(Caller caller, @PathVariable String id) {
        var customer = findReadable(caller, id);
        return new ContactsResponse(customer.listedContacts(clock.instant()).stream().map(ContactResponse::of).toList(),
                customer.contactQuota());
    }

    @GetMapping("/{contact}")
    @Operation(summary = "Read a contact or an invited person")
    ContactResponse getContact(Caller caller, @PathVariable String id,
            @Parameter(description = "Contact id") @PathVariable String contact) {
        return findReadable(caller, id).listedContact(contact, clock.instant()).map(ContactResponse::of)
                .orElseThrow(ApiException::notFound);
    }

    @PostMapping
    @Operation(summary = "Name a contact: at once at a domain of the customer, otherwise by an invitation", description = "A "
            + "person who is invited already gets the mail once more, with a new expiry.")
    @ResponseStatus(HttpStatus.CREATED)
    @Callers(value = Callers.CONTRACT_ADMINISTRATOR, staff = Role.ADMIN)
    ResponseEntity<ContactResponse> nameContact(Caller caller, @PathVariable String id, IdempotencyKey key,
            @RequestBody @Valid ContactRequest request) {
        var cause = key.id(caller, "contact/" + id);
        var contact = request.toContact(cause, findWritable(caller, id));
        request.validate(clock.instant());
        if (!ZoneId.getAvailableZoneIds().contains(contact.zone())) throw ApiException.invalid("zone", "malformed");
        var named = nameContact.handle(new NameContact.Command(id, contact, caller.name(), cause));
        var location = UriComponentsBuilder.fromPath("/api/v1/customers/{id}/contacts/{contact}")
                .buildAndExpand(id, named.contact().id()).toUri();
        return ResponseEntity.created(location).body(ContactResponse.of(named));
    }

    @DeleteMapping("/{contact}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Remove a contact, or withdraw an invitation")
    @Callers(value = Callers.CONTRACT_ADMINISTRATOR, staff = Role.ADMIN)
    void removeContact(Caller caller, @PathVariable String id,
            @Parameter(description = "Contact id") @PathVariable String contact, IdempotencyKey key) {
        findWritable(caller, id);
        removeContact.handle(new RemoveContact.Command(id, contact, caller.isStaff(), key.id(caller, "removal/" + id)));
    }

    private Customer findWritable(Caller caller, String id) {
        return customers.findWritable(caller, id).state();
    }

    private Customer findReadable(Caller caller, String id) {
        return customers.find(caller, id).state();
    }
}
