package io.amparo.local.mail;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * SMTP without authentication, IMAP for every mailbox with any password. The server writes a mail to its file before it
 * acknowledges it to the sender.
 */
public final class MailServer implements AutoCloseable {
    private static final String PASSWORD = "demo";
    private static final long START_TIMEOUT_MILLIS = 20_000;

    private final GreenMail greenMail;
    private final MailPage page;

    private MailServer(GreenMail greenMail, MailPage page) {
        this.greenMail = greenMail;
        this.page = page;
    }

    /** Starts the server and loads the mails of the given folder. */
    public static MailServer start(Path dir, int smtpPort, int imapPort, int pagePort) {
        var store = new MailStore(dir, Clock.systemUTC());
        var greenMail = new GreenMail(
                new ServerSetup[]{setup(smtpPort, ServerSetup.PROTOCOL_SMTP), setup(imapPort, ServerSetup.PROTOCOL_IMAP)})
                .withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());
        greenMail.getUserManager()
                .setMessageDeliveryHandler((message, recipient) -> deliver(greenMail, store, message, recipient));
        // IMAP numbers the mails of a mailbox from the oldest one.
        List<StoredMail> newestFirst = store.list(Optional.empty());
        newestFirst.reversed().forEach(mail -> mailbox(greenMail, mail.mailbox()).deliver(StoredMail.read(mail.file())));
        greenMail.start();
        try {
            return new MailServer(greenMail, MailPage.start(store, pagePort));
        } catch (IOException e) {
            greenMail.stop();
            throw new UncheckedIOException("The mail page cannot listen on port " + pagePort, e);
        }
    }

    @Override
    public void close() {
        page.close();
        greenMail.stop();
    }

    private static GreenMailUser deliver(GreenMail greenMail, MailStore store, MovingMessage message, MailAddress recipient) {
        store.save(recipient.getEmail(), message.getMessage());
        return mailbox(greenMail, recipient.getEmail());
    }

    private static GreenMailUser mailbox(GreenMail greenMail, String email) {
        var users = greenMail.getUserManager();
        synchronized (users) {
            var existing = users.getUserByEmail(email);
            try {
                return existing != null ? existing : users.createUser(email, email, PASSWORD);
            } catch (UserException e) {
                throw new IllegalStateException("Cannot create a mailbox for " + email, e);
            }
        }
    }

    private static ServerSetup setup(int port, String protocol) {
        var setup = new ServerSetup(port, "localhost", protocol);
        setup.setServerStartupTimeout(START_TIMEOUT_MILLIS);
        return setup;
    }
}
