package io.amparo.local.mail;

import com.icegreen.greenmail.imap.ImapServer;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.subethamail.smtp.server.SMTPServer;

/**
 * SMTP without authentication, and IMAP for every mailbox with any password. The server writes a mail to its file before it
 * acknowledges it to the sender. Its memory does not depend on the number and size of the mails.
 */
public final class MailServer implements AutoCloseable {
    /**
     * The largest mail of the suite quotes a message of 50,000 characters, as text and as HTML, and has less than 500 kB. IMAP
     * and the page need up to ten times the size in memory.
     */
    static final int MAX_MESSAGE_BYTES = 2 << 20;
    private static final int MAX_CONNECTIONS = 64;
    private static final int MAX_RECIPIENTS = 100;
    private static final long START_TIMEOUT_MILLIS = 20_000;

    private final SMTPServer smtp;
    private final ImapServer imap;
    private final MailPage page;

    private MailServer(SMTPServer smtp, ImapServer imap, MailPage page) {
        this.smtp = smtp;
        this.imap = imap;
        this.page = page;
    }

    /** Starts the server with the mails of the given folder. */
    public static MailServer start(Path dir, int smtpPort, int imapPort, int pagePort) {
        return start(MailStore.open(dir, Clock.systemUTC(), MailStore.Limits.DEFAULT), smtpPort, imapPort, pagePort);
    }

    private static MailServer start(MailStore mails, int smtpPort, int imapPort, int pagePort) {
        var smtp = SMTPServer.port(smtpPort).bindAddress(InetAddress.getLoopbackAddress()).hostName("localhost")
                .insertReceivedHeaders(false).maxMessageSize(MAX_MESSAGE_BYTES).maxConnections(MAX_CONNECTIONS)
                .maxRecipients(MAX_RECIPIENTS).messageHandlerFactory(_ -> new MailDelivery(mails, MAX_MESSAGE_BYTES)).build();
        var imap = new ImapServer(new ServerSetup(imapPort, "localhost", ServerSetup.PROTOCOL_IMAP),
                new ImapMailboxes(mails, TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis())).managers());
        smtp.start();
        try {
            startImap(imap);
            return new MailServer(smtp, imap, MailPage.start(mails, pagePort));
        } catch (IOException e) {
            smtp.stop();
            imap.stopService();
            throw new UncheckedIOException("The mail server cannot listen on the ports %d and %d".formatted(imapPort, pagePort),
                    e);
        }
    }

    private static void startImap(ImapServer imap) throws IOException {
        imap.startService();
        try {
            if (!imap.waitTillRunning(START_TIMEOUT_MILLIS)) throw new IOException("The IMAP server did not start");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The start of the IMAP server was interrupted", e);
        }
    }

    @Override
    public void close() {
        page.close();
        smtp.stop();
        imap.stopService();
    }
}
