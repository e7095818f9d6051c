package io.amparo.entitlement.contact;

import io.amparo.entitlement.contract.ClaimName;
import io.amparo.entitlement.contract.Customer;
import io.amparo.entitlement.contract.Customers;
import io.amparo.events.customer.CustomerEvent.Contact;
import io.amparo.platform.web.ApiException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes an invited person a contact, if they have verified the invited address. The token alone gives no access, so a forwarded
 * mail gives away nothing. Idempotent.
 */
final class AcceptInvitation {

    /** @param email verified address of the caller in folded form; null for none */
    record Command(String token, @Nullable String email) {}

    private final Customers customers;
    private final ClaimName claimEmail;
    private final Clock clock;

    AcceptInvitation(Customers customers, ClaimName claimEmail, Clock clock) {
        this.customers = customers;
        this.claimEmail = claimEmail;
        this.clock = clock;
    }

    /**
     * Returns the contact; empty if the token is unknown, or its invitation was withdrawn or has expired.
     *
     * @throws ApiException 403 at another address, 409 if the person is a contact of another customer
     */
    Optional<Contact> handle(Command command) {
        return customers.findByInvitation(command.token()).flatMap(customer -> accept(customer, command));
    }

    private Optional<Contact> accept(Customer customer, Command command) {
        var invited = customer.invitedBy(command.token(), clock.instant());
        if (invited.isEmpty()) return Optional.empty();
        var contact = invited.get().contact();
        if (!contact.email().equals(command.email())) throw ApiException.denied("invitation-for-another", List.of(), List.of());
        if (invited.get().invitedUntil() == null) return Optional.of(contact);
        // A repeated invitation has another cause, because a takeover of the address may have used up this one.
        var cause = "acceptance/%s/%s".formatted(contact.id(), invited.get().invitedUntil());
        if (claimEmail.handle(contact.email(), customer.id(), contact.id(), cause))
            customers.update(customer.id(), cause, current -> current.acceptInvitation(command.token(), clock.instant()));
        var accepted = customers.find(customer.id()).orElseThrow().state().contactWithEmail(contact.email());
        if (accepted.isPresent()) return accepted;
        if (claimEmail.isOfAnother(contact.email(), customer.id())) throw ApiException.conflict("contact-taken");
        // It was withdrawn in the meantime.
        claimEmail.find(contact.email(), customer.id(), contact.id()).ifPresent(claimEmail::release);
        return Optional.empty();
    }
}
