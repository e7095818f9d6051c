package io.amparo.notification.delivery;

import io.amparo.notification.delivery.MailProperties.Dkim;
import io.amparo.platform.Adapter;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.simplejavamail.utils.mail.dkim.Canonicalization;
import org.simplejavamail.utils.mail.dkim.DkimException;
import org.simplejavamail.utils.mail.dkim.DkimMessage;
import org.simplejavamail.utils.mail.dkim.DkimSigner;

/** Key with which mails are signed (RFC 6376), with all headers that a mail program shows or acts on. */
@Adapter
final class DkimKey {
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    private final RSAPrivateKey key;
    private final String selector;
    private final String domain;

    private DkimKey(RSAPrivateKey key, String selector, String domain) {
        this.key = key;
        this.selector = selector;
        this.domain = domain;
    }

    /** Reads the configured key; empty if none is configured. A file without a key ends the start. */
    static Optional<DkimKey> of(MailProperties mail) {
        Dkim dkim = mail.dkim();
        return dkim.keyFile().isBlank()
                ? Optional.empty()
                : Optional.of(new DkimKey(read(Path.of(dkim.keyFile())), dkim.selector(),
                        dkim.domain().isBlank() ? mail.domain() : dkim.domain()));
    }

    private static RSAPrivateKey read(Path file) {
        try {
            var pem = Files.readString(file);
            var begin = pem.indexOf(BEGIN);
            var end = pem.indexOf(END);
            if (begin < 0 || end < begin)
                throw new IllegalStateException("DKIM_KEY_FILE must have a private RSA key in PEM, PKCS #8: " + file);
            var encoded = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
            return (RSAPrivateKey) KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (IOException e) {
            throw new UncheckedIOException("DKIM_KEY_FILE cannot be read: " + file, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("DKIM_KEY_FILE must have a private RSA key: " + file, e);
        }
    }

    /** Returns the same mail, which is signed when it is sent. */
    SMTPMessage sign(SMTPMessage mail) throws MessagingException {
        try {
            // Holds the state of one signature.
            var signer = new DkimSigner(domain, selector, key);
            signer.setHeaderCanonicalization(Canonicalization.RELAXED);
            signer.setBodyCanonicalization(Canonicalization.RELAXED);
            signer.setLengthParam(false);
            // The key is checked by an operator, not at each start of the service.
            signer.setCheckDomainKey(false);
            // RFC 8058, 4: both headers of the one-click link must be signed.
            signer.addHeaderToSign(DeliveryMimeMessage.UNSUBSCRIBE);
            signer.addHeaderToSign(DeliveryMimeMessage.UNSUBSCRIBE_POST);
            signer.addHeaderToSign("Auto-Submitted");
            var signed = new SignedMessage(mail, signer);
            signed.setEnvelopeFrom(mail.getEnvelopeFrom());
            signed.setNotifyOptions(mail.getNotifyOptions());
            signed.setReturnOption(mail.getReturnOption());
            return signed;
        } catch (DkimException e) {
            throw new MessagingException("Mail cannot be signed", e);
        }
    }

    private static final class SignedMessage extends DkimMessage {
        SignedMessage(MimeMessage mail, DkimSigner signer) throws MessagingException {
            super(mail, signer);
        }

        /** Keeps the Message-ID of the delivery: a copy has a random one by default. */
        @Override
        protected void updateMessageID() {}
    }
}
