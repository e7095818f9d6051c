package io.amparo.entitlement.contract;

import io.amparo.entitlement.contract.Holdings.HoursEntry;
import io.amparo.entitlement.contract.Invitations.Acceptance;
import io.amparo.entitlement.contract.Invitations.SentMail;
import io.amparo.events.customer.CustomerEvent.AdvisorPackage;
import io.amparo.events.customer.CustomerEvent.Contact;
import io.amparo.events.customer.CustomerEvent.Installation;
import io.amparo.events.customer.CustomerEvent.RemainingMaintenance;
import io.amparo.platform.Adapter;
import io.amparo.platform.Ids;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Encodes customers as documents. It also reads customers that were stored with one contract in place of periods. */
@Adapter
final class CustomerCodec {

    private CustomerCodec() {}

    static Document encode(Customer customer) {
        var holdings = customer.holdings();
        var invitations = customer.invitations();
        return new Document("id", customer.id()).append("name", customer.name()).append("language", customer.language())
                .append("zone", customer.zone()).append("domains", customer.domains())
                .append("contactQuota", customer.contactQuota())
                .append("periods", encodeAll(customer.periods().all(), PeriodCodec::encode))
                .append("contacts", encodeAll(customer.contacts(), CustomerCodec::encode))
                .append("invitations", encodeAll(invitations.pending(), CustomerCodec::encode))
                .append("acceptances",
                        encodeAll(invitations.accepted(),
                                accepted -> new Document("token", accepted.token()).append("contactId", accepted.contactId())))
                .append("invitationMails",
                        encodeAll(invitations.mails(),
                                mail -> new Document("address", mail.addressHash()).append("at", mail.at().toString())))
                .append("packages",
                        encodeHeld(holdings.packages(),
                                booked -> new Document("code", booked.code()).append("units", booked.units())
                                        .append("validFrom", booked.validFrom().toString())
                                        .append("validTo", booked.validTo().toString())))
                .append("installations", encodeHeld(holdings.installations(),
                        installed -> new Document("productId", installed.productId()).append("version", installed.version())))
                .append("serves", customer.serves())
                .append("remainingMaintenance", encodeHeld(holdings.maintenance(),
                        agreed -> new Document("productId", agreed.productId()).append("until", agreed.until().toString())))
                .append("hours",
                        encodeAll(holdings.hours(),
                                entry -> new Document("kind", entry.kind()).append("minutes", entry.minutes())
                                        .append("reason", entry.reason()).append("at", entry.at().toString())))
                .append("approvals", encodeHeld(holdings.approvals(), CustomerCodec::encode))
                .append("publishedAt", text(customer.publishedAt()));
    }

    private static Document encode(Contact contact) {
        var document = new Document("id", contact.id()).append("email", contact.email()).append("name", contact.name())
                .append("language", contact.language()).append("zone", contact.zone())
                .append("administrator", contact.administrator());
        return contact.deputyFor() == null
                ? document
                : document.append("deputyFor", contact.deputyFor()).append("activeFrom", text(contact.activeFrom()))
                        .append("activeTo", text(contact.activeTo()));
    }

    private static Document encode(Invitation invitation) {
        return encode(invitation.contact()).append("token", invitation.token()).append("inviter", invitation.inviter())
                .append("mailing", invitation.mailing()).append("expiresAt", invitation.expiresAt().toString());
    }

    private static Document encode(Approval approval) {
        return new Document("subject", approval.subject()).append("approvedBy", approval.approvedBy())
                .append("approvedAt", approval.approvedAt().toString()).append("validTo", text(approval.validTo()))
                .append("note", approval.note());
    }

    static Customer decode(Document state) {
        return new Customer(state.getString("id"), state.getString("name"), state.getString("language"), state.getString("zone"),
                state.getList("domains", String.class), PeriodCodec.contactQuota(state), PeriodCodec.periods(state),
                decodeAll(state, "contacts", CustomerCodec::contact), holdings(state),
                state.getList("serves", String.class, List.of()), invitations(state), instant(state, "publishedAt"));
    }

    private static Contact contact(Document document) {
        return new Contact(document.getString("id"), document.getString("email"), document.getString("name"),
                document.getString("language"), document.getString("zone"), document.getBoolean("administrator"),
                document.getString("deputyFor"), instant(document, "activeFrom"), instant(document, "activeTo"));
    }

    /** Customers that were stored before there were invitations have none. */
    private static Invitations invitations(Document state) {
        if (!state.containsKey("invitations")) return Invitations.NONE;
        return new Invitations(
                decodeAll(state, "invitations",
                        document -> new Invitation(contact(document), document.getString("token"), document.getString("inviter"),
                                document.getInteger("mailing"), Instant.parse(document.getString("expiresAt")))),
                decodeAll(state, "acceptances",
                        document -> new Acceptance(document.getString("token"), document.getString("contactId"))),
                decodeAll(state, "invitationMails",
                        document -> new SentMail(document.getString("address"), Instant.parse(document.getString("at")))));
    }

    private static Holdings holdings(Document state) {
        return new Holdings(
                decodeHeld(state, "packages",
                        document -> new AdvisorPackage(document.getString("code"), document.getInteger("units"),
                                day(document, "validFrom"), day(document, "validTo"))),
                decodeHeld(state, "installations",
                        document -> new Installation(document.getString("productId"), document.getString("version"))),
                decodeHeld(state, "remainingMaintenance",
                        document -> new RemainingMaintenance(document.getString("productId"), day(document, "until"))),
                decodeAll(state, "hours",
                        document -> new HoursEntry(document.getString("kind"), document.getInteger("minutes"),
                                document.getString("reason"), Instant.parse(document.getString("at")))),
                decodeHeld(state, "approvals",
                        document -> new Approval(document.getString("subject"), document.getString("approvedBy"),
                                Instant.parse(document.getString("approvedAt")),
                                Optional.ofNullable(document.getString("validTo")).map(LocalDate::parse).orElse(null),
                                document.getString("note"))));
    }

    static LocalDate day(Document document, String field) {
        return LocalDate.parse(document.getString(field));
    }

    private static @Nullable Instant instant(Document document, String field) {
        var stored = document.getString(field);
        return stored == null ? null : Instant.parse(stored);
    }

    static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    static <T> List<Document> encodeAll(List<T> values, Function<T, Document> encode) {
        return values.stream().map(encode).toList();
    }

    private static <T> List<Document> encodeHeld(List<Held<T>> items, Function<T, Document> encode) {
        return items.stream().map(item -> encode.apply(item.value()).append("id", item.id())).toList();
    }

    static <T> List<T> decodeAll(Document state, String field, Function<Document, T> decode) {
        return state.getList(field, Document.class, List.of()).stream().map(decode).toList();
    }

    /** Items that were stored before they had ids get one of their place and content. */
    private static <T> List<Held<T>> decodeHeld(Document state, String field, Function<Document, T> decode) {
        var items = state.getList(field, Document.class, List.of());
        return IntStream.range(0, items.size()).mapToObj(place -> {
            var item = items.get(place);
            var id = item.getString("id");
            return new Held<>(id == null ? Ids.uuidOf(place + "/" + item.toJson()) : id, decode.apply(item));
        }).toList();
    }
}
