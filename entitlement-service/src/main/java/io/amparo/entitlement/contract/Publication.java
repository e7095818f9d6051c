package io.amparo.entitlement.contract;

import io.amparo.events.customer.CustomerEvent.Contact;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.events.customer.CustomerEvent.InvitedContact;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What ContractChanged contains at an instant, and the instants at which it changes by itself. */
final class Publication {

    private Publication() {}

    /** Returns the event; empty for a customer without any period, of whom other services know nothing. */
    static Stream<ContractChanged> of(Customer customer, @Nullable String by, @Nullable String reason, Instant at) {
        var day = customer.dayOf(at);
        return customer.periods().termsOn(day).stream().map(terms -> {
            var waivers = customer.periods().on(day).map(period -> period.waivedOn(day)).orElse(List.of());
            var holdings = customer.holdings();
            return new ContractChanged(customer.id(), customer.name(), terms.edition(), terms.validFrom(), terms.validTo(),
                    terms.slaPlan(), customer.language(), customer.zone(), contacts(customer, at), holdings.bookedPackages(),
                    holdings.installedVersions(), waivers, holdings.remainingMaintenance(), at, by, reason, customer.serves(),
                    invited(customer, at), customer.periods().all().stream().map(Period::toEvent).toList());
        });
    }

    private static List<Contact> contacts(Customer customer, Instant at) {
        return customer.contacts().stream().filter(contact -> contact.activeTo() == null || at.isBefore(contact.activeTo()))
                .toList();
    }

    private static @Nullable List<InvitedContact> invited(Customer customer, Instant at) {
        var open = customer.invitations().open(at);
        return open.isEmpty()
                ? null
                : open.stream()
                        .map(invitation -> new InvitedContact(invitation.contact().id(), invitation.email(),
                                invitation.contact().name(), invitation.contact().language(), invitation.contact().zone(),
                                invitation.inviter(), invitation.token(), invitation.mailing(), invitation.expiresAt()))
                        .toList();
    }

    /**
     * Returns the instants at which the event changes by itself, in no order: the days on which something begins or has ended,
     * begin and end of a deputy, and the expiry of invitations.
     */
    static Stream<Instant> boundaries(Customer customer) {
        var zone = ZoneId.of(customer.zone());
        var days = Stream.concat(customer.periods().all().stream().flatMap(Period::boundaryDays),
                customer.holdings().boundaryDays());
        var deputies = customer.contacts().stream()
                .flatMap(contact -> Stream.of(contact.activeFrom(), contact.activeTo()).filter(Objects::nonNull));
        var expiries = customer.invitations().pending().stream().map(Invitation::expiresAt);
        return Stream.of(days.distinct().map(day -> startOf(day, zone)), deputies, expiries).flatMap(instants -> instants);
    }

    private static Instant startOf(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }
}
