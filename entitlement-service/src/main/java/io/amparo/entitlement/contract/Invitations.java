package io.amparo.entitlement.contract;

import io.amparo.events.customer.CustomerEvent.Contact;
import io.amparo.platform.Ids;
import io.amparo.platform.web.ApiException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The invitations of one customer. Bounded: by the contact quota, and the mails by their limit.
 *
 * @param pending invitations that are not accepted, in their order
 * @param accepted the accepted invitations of contacts, so that a repeated acceptance has the same answer
 * @param mails mails of the last period, also of withdrawn invitations
 */
public record Invitations(List<Invitation> pending, List<Acceptance> accepted, List<SentMail> mails) {
    static final Invitations NONE = new Invitations(List.of(), List.of(), List.of());
    private static final int HASH_BYTES = 16;

    public Invitations {
        pending = List.copyOf(pending);
        accepted = List.copyOf(accepted);
        mails = List.copyOf(mails);
    }

    /** The token by which a contact accepted an invitation. */
    public record Acceptance(String token, String contactId) {}

    /** A mail to an address, which is kept as a hash: the person may have been withdrawn since. */
    public record SentMail(String addressHash, Instant at) {}

    List<Invitation> open(Instant now) {
        return pending.stream().filter(invitation -> invitation.isOpen(now)).toList();
    }

    Optional<Invitation> withEmail(String email) {
        return find(invitation -> invitation.email().equals(email));
    }

    Optional<Invitation> withToken(String token) {
        return find(invitation -> invitation.token().equals(token));
    }

    private Optional<Invitation> find(Predicate<Invitation> condition) {
        return pending.stream().filter(condition).findFirst();
    }

    /** Returns the id of the contact who accepted by this token. */
    Optional<String> acceptedBy(String token) {
        return accepted.stream().filter(acceptance -> acceptance.token().equals(token)).map(Acceptance::contactId).findFirst();
    }

    /** Adds an invitation, or repeats the one of the same address. */
    Invitations invite(Contact contact, String token, String inviter, InvitationPolicy policy, Instant now) {
        var expiresAt = now.plus(policy.validFor());
        var known = withEmail(contact.email());
        var invitation = known.map(each -> each.repeat(contact, inviter, expiresAt))
                .orElseGet(() -> new Invitation(contact, token, inviter, 1, expiresAt));
        var others = pending.stream().filter(each -> !each.email().equals(contact.email()));
        return new Invitations(Stream.concat(others, Stream.of(invitation)).toList(), accepted,
                countMail(contact.email(), policy, now));
    }

    /** @throws ApiException 409 if the customer has sent too many mails, to this address or in all */
    private List<SentMail> countMail(String email, InvitationPolicy policy, Instant now) {
        var since = now.minus(policy.mailPeriod());
        var recent = mails.stream().filter(mail -> mail.at().isAfter(since)).toList();
        var hash = Ids.sha256Of(email, HASH_BYTES);
        if (recent.size() >= policy.mailsPerCustomer()
                || recent.stream().filter(mail -> mail.addressHash().equals(hash)).count() >= policy.mailsPerAddress())
            throw ApiException.conflict("invitation-limit");
        return Stream.concat(recent.stream(), Stream.of(new SentMail(hash, now))).toList();
    }

    Invitations accept(Invitation invitation) {
        var acceptance = new Acceptance(invitation.token(), invitation.contact().id());
        return new Invitations(without(invitation::equals), Stream.concat(accepted.stream(), Stream.of(acceptance)).toList(),
                mails);
    }

    /** Removes all traces of a person and the invitations of its deputies, except the count of mails. */
    Invitations withoutPerson(String contactId) {
        return new Invitations(without(
                invitation -> invitation.contact().id().equals(contactId) || contactId.equals(invitation.contact().deputyFor())),
                accepted.stream().filter(acceptance -> !acceptance.contactId().equals(contactId)).toList(), mails);
    }

    public Invitations withoutEmail(String email) {
        return new Invitations(without(invitation -> invitation.email().equals(email)), accepted, mails);
    }

    Invitations withoutExpired(Instant now) {
        return new Invitations(open(now), accepted, mails);
    }

    private List<Invitation> without(Predicate<Invitation> condition) {
        return pending.stream().filter(condition.negate()).toList();
    }
}
