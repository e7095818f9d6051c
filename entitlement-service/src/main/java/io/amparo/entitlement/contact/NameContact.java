package io.amparo.entitlement.contact;

import io.amparo.entitlement.contract.ClaimName;
import io.amparo.entitlement.contract.Customer;
import io.amparo.entitlement.contract.Customers;
import io.amparo.entitlement.contract.InvitationPolicy;
import io.amparo.entitlement.contract.ListedContact;
import io.amparo.events.customer.CustomerEvent.Contact;
import io.amparo.platform.web.ApiException;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * Names a person as contact of a customer, who may then open tickets (R5.4). At a domain of the customer the person is a contact
 * at once. At any other domain the person is invited: otherwise a customer could name the contacts of another one. Idempotent.
 */
final class NameContact {

    /**
     * @param contact with a new id, which only a person who is not listed yet gets
     * @param by name of the caller, for the invitation
     * @param cause causation id; the same on every retry of one request
     */
    record Command(String customerId, Contact contact, String by, String cause) {}

    private final Customers customers;
    private final ClaimName claimEmail;
    private final InvitationPolicy policy;
    private final Supplier<String> newToken;
    private final Clock clock;

    NameContact(Customers customers, ClaimName claimEmail, InvitationPolicy policy, Supplier<String> newToken, Clock clock) {
        this.customers = customers;
        this.claimEmail = claimEmail;
        this.policy = policy;
        this.newToken = newToken;
        this.clock = clock;
    }

    ListedContact handle(Command command) {
        var contact = command.contact();
        var customer = read(command);
        var known = customer.contactWithEmail(contact.email()).filter(found -> isSamePerson(found, contact));
        if (known.isPresent()) return ListedContact.named(known.get());
        return customer.usesDomainOf(contact.email()) ? name(command, customer) : invite(command);
    }

    private ListedContact name(Command command, Customer customer) {
        var contact = command.contact();
        // A refusal that is known already claims nothing.
        customer.requirePlaceFor(contact, clock.instant());
        if (!claimEmail.handle(contact.email(), customer.id(), contact.id(), command.cause())) throw taken(command);
        // A repeat changes nothing, even if the contact was removed since; it gets the first answer.
        customers.update(customer.id(), command.cause(), current -> current.nameContact(contact, clock.instant()));
        var after = read(command).contactWithEmail(contact.email());
        if (after.isEmpty()) {
            // The address may have been taken over, while this process was suspended.
            if (claimEmail.isOfAnother(contact.email(), customer.id())) throw taken(command);
            claimEmail.find(contact.email(), customer.id(), contact.id()).ifPresent(claimEmail::release);
        }
        // The same company may have named the person at the same time, with other data.
        if (after.isPresent() && !isSamePerson(after.get(), contact)) throw ApiException.conflict("contact-exists");
        return ListedContact.named(after.orElse(contact));
    }

    private ListedContact invite(Command command) {
        var contact = command.contact();
        var now = clock.instant();
        customers.update(command.customerId(), command.cause(),
                current -> current.inviteContact(contact, newToken.get(), command.by(), policy, now));
        // A repeat changes nothing, even if the invitation was withdrawn since; it gets the first answer.
        return read(command).listedContacts(now).stream().filter(listed -> listed.contact().email().equals(contact.email()))
                .findFirst().orElseGet(() -> new ListedContact(contact, now.plus(policy.validFor())));
    }

    private Customer read(Command command) {
        return customers.find(command.customerId()).orElseThrow().state();
    }

    /** The same company may have named the person in the meantime. The name of another company is not revealed. */
    private ApiException taken(Command command) {
        return ApiException.conflict(
                read(command).contactWithEmail(command.contact().email()).isPresent() ? "contact-exists" : "contact-taken");
    }

    private static boolean isSamePerson(Contact known, Contact named) {
        return new Contact(named.id(), known.email(), known.name(), known.language(), known.zone(), known.administrator(),
                known.deputyFor(), known.activeFrom(), known.activeTo()).equals(named);
    }
}
