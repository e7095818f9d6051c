package io.amparo.notification.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.platform.Adapter;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.util.Date;
import java.util.Locale;
import org.eclipse.angus.mail.smtp.SMTPMessage;

/**
 * A delivery as an RFC 5322 message: multipart/alternative, in the mail thread of its related resource. Text and Message-ID are
 * the same on each attempt.
 */
@Adapter
final class DeliveryMimeMessage extends SMTPMessage {
    static final String UNSUBSCRIBE = "List-Unsubscribe";
    static final String UNSUBSCRIBE_POST = "List-Unsubscribe-Post";

    private final String messageId;

    DeliveryMimeMessage(Session session, InternetAddress from, MailAddresses addresses, Delivery delivery)
            throws MessagingException {
        super(session);
        this.messageId = delivery.messageId();
        var message = delivery.message();
        setFrom(from);
        setRecipient(RecipientType.TO, address(delivery.addressee().email(), delivery.addressee().name()));
        setReturnPath(addresses, delivery);
        var replyTo = addresses.replyTo(delivery);
        if (replyTo.isPresent()) setReplyTo(new InternetAddress[]{address(replyTo.get(), String.valueOf(from.getPersonal()))});
        var unsubscribe = addresses.unsubscribeLink(delivery);
        if (unsubscribe.isPresent()) {
            setHeader(UNSUBSCRIBE, "<" + unsubscribe.get() + ">");
            setHeader(UNSUBSCRIBE_POST, "List-Unsubscribe=One-Click");
        }
        setSubject(message.mail().subject(), UTF_8.name());
        setSentDate(Date.from(delivery.requestedAt()));
        setHeader("Content-Language", message.mail().language());
        // Suppresses automatic replies such as absence notices (RFC 3834; the second one is for Exchange).
        setHeader("Auto-Submitted", "auto-generated");
        setHeader("X-Auto-Response-Suppress", "OOF, AutoReply");
        setHeader("X-Amparo-Template", message.template());
        setThreadHeaders(message.about(), messageId.substring(messageId.indexOf('@')));
        setContent(new MimeMultipart("alternative", part(message.mail().text(), "plain"), part(message.mail().html(), "html")));
        saveChanges();
    }

    /** Bounces and confirmations go to an address of the delivery. Servers without DSN ignore what it asks for. */
    private void setReturnPath(MailAddresses addresses, Delivery delivery) {
        addresses.returnPath(delivery).ifPresent(address -> {
            setEnvelopeFrom(address);
            setNotifyOptions(NOTIFY_SUCCESS | NOTIFY_FAILURE);
            setReturnOption(RETURN_HDRS);
        });
    }

    /** Refers all mails about one resource to a root Message-ID that was never sent, so no mail has to know another mail. */
    private void setThreadHeaders(RelatedResource about, String atDomain) throws MessagingException {
        var root = "<" + about.type().name().toLowerCase(Locale.ROOT) + "." + about.id() + atDomain;
        setHeader("In-Reply-To", root);
        setHeader("References", root);
        switch (about.type()) {
            case TICKET -> setHeader("X-Amparo-Ticket", about.label());
            case ANNOUNCEMENT -> setHeader("X-Amparo-Product", about.label());
            // The name of a company may have characters that a header has not.
            case INVITATION -> setHeader("X-Amparo-Invitation", about.id());
        }
    }

    static InternetAddress address(String email, String name) throws MessagingException {
        var address = new InternetAddress(email, true);
        try {
            address.setPersonal(name.replaceAll("\\p{Cntrl}+", " "), UTF_8.name());
        } catch (UnsupportedEncodingException e) {
            throw new MessagingException("JVM does not support UTF-8", e);
        }
        return address;
    }

    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        var part = new MimeBodyPart();
        part.setText(text, UTF_8.name(), subtype);
        return part;
    }

    /** Called by {@link #saveChanges()}, which by default generates a new Message-ID each time. */
    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }
}
