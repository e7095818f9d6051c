package io.amparo.notification.delivery;

import io.amparo.notification.delivery.MailProperties.Starttls;
import io.amparo.notification.delivery.MailProperties.Timeouts;
import io.amparo.platform.Adapter;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.util.Properties;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * A connection to the mail server that knows when the server becomes responsible for a mail: from the end of the mail on, it may
 * have accepted it. Time limits are short before and long after, because only an attempt that fails before can be repeated
 * without a second copy.
 */
@Adapter
final class SmtpConnection extends SMTPTransport {
    private static final int NO_REPLY = -1;

    private final TimedSocketFactory sockets;
    private final Timeouts timeouts;
    private BooleanSupplier mayHandOver = () -> false;
    private boolean endOfMailSent;
    private boolean awaitsAcceptance;
    private int acceptanceReply = NO_REPLY;

    /** The attempt lost its lease, so the server did not get the end of the mail. */
    static final class LeaseLostException extends MessagingException {
        private static final long serialVersionUID = 1L;
    }

    /** The server needed longer than the limit until it was ready for a mail. */
    static final class TimeLimitException extends MessagingException {
        private static final long serialVersionUID = 1L;
    }

    static SmtpConnection of(MailProperties mail, URLName server, SSLSocketFactory tls, ScheduledExecutorService watchdog) {
        var sockets = new TimedSocketFactory(watchdog);
        var prefix = "mail." + server.getProtocol() + ".";
        var settings = settings(mail, server, prefix);
        // Property values of Jakarta Mail that are objects.
        if (server.getProtocol().equals("smtp")) settings.put(prefix + "socketFactory", sockets);
        settings.put(prefix + "ssl.socketFactory", new TimedTlsFactory(tls, sockets));
        settings.put(prefix + "executor.writetimeout", watchdog);
        return new SmtpConnection(Session.getInstance(settings), server, sockets, mail.timeouts());
    }

    private SmtpConnection(Session session, URLName server, TimedSocketFactory sockets, Timeouts timeouts) {
        super(session, server, server.getProtocol(), server.getProtocol().equals("smtps"));
        this.sockets = sockets;
        this.timeouts = timeouts;
    }

    private static Properties settings(MailProperties mail, URLName server, String prefix) {
        var settings = new Properties();
        settings.setProperty(prefix + "connectiontimeout", Long.toString(mail.timeouts().connect().toMillis()));
        settings.setProperty(prefix + "timeout", Long.toString(mail.timeouts().reply().toMillis()));
        settings.setProperty(prefix + "writetimeout", Long.toString(mail.timeouts().reply().toMillis()));
        // Without this setting a failure of the socket factory opens a connection that has no time limits.
        settings.setProperty(prefix + "socketFactory.fallback", "false");
        settings.setProperty(prefix + "auth", Boolean.toString(server.getUsername() != null));
        var starttls = Boolean.toString(mail.starttls() == Starttls.REQUIRED);
        settings.setProperty(prefix + "starttls.enable", starttls);
        settings.setProperty(prefix + "starttls.required", starttls);
        settings.setProperty(prefix + "ssl.checkserveridentity", "true");
        // Sets the name in the SMTP greeting: resolving the local host name takes seconds on some machines.
        settings.setProperty(prefix + "localhost", mail.domain());
        return settings;
    }

    /** Connects. The connection is then ready for one mail. */
    void open() throws MessagingException {
        sockets.begin(timeouts.transmission());
        try {
            connect();
        } catch (MessagingException e) {
            throw sockets.isExceeded() ? new TimeLimitException() : e;
        }
    }

    /** Whether a connection that has sent a mail is ready for one more; if not, it is closed. */
    boolean isReusable() {
        sockets.begin(timeouts.transmission());
        return isConnected(); // sends NOOP: the server may have closed the connection
    }

    /** Sends a mail on a connection that is ready. The connection is then without time limit, until it is reused or discarded. */
    void send(SMTPMessage mail, BooleanSupplier mayHandOver) throws MessagingException {
        this.mayHandOver = mayHandOver;
        endOfMailSent = false;
        acceptanceReply = NO_REPLY;
        sendMessage(mail, mail.getAllRecipients());
        sockets.end();
    }

    /** Whether the server may have accepted the mail. */
    boolean isEndOfMailSent() {
        return endOfMailSent;
    }

    /** Returns the code of the reply to the end of the mail; -1 if there was none. */
    int acceptanceReply() {
        return acceptanceReply;
    }

    /** Whether a time limit has closed the connection. */
    boolean isLimitExceeded() {
        return sockets.isExceeded();
    }

    /** Closes the connection, also in the middle of a mail. */
    void discard() {
        try {
            close();
        } catch (MessagingException ignored) {
            // The connection is lost already; the socket is closed nevertheless.
        } finally {
            sockets.end();
        }
    }

    @Override
    protected void finishData() throws IOException, MessagingException {
        if (!mayHandOver.getAsBoolean()) {
            // Ends the mail without its end: the server must not deliver it, and gets no command that looks like its text.
            sockets.abort();
            throw new LeaseLostException();
        }
        sockets.begin(timeouts.acceptance());
        sockets.readTimeout(timeouts.acceptance());
        endOfMailSent = true;
        awaitsAcceptance = true;
        super.finishData();
        sockets.readTimeout(timeouts.reply());
    }

    /** Remembers the reply to the end of the mail: if the connection is lost after it, the outcome is known. */
    @Override
    protected int readServerResponse() throws MessagingException {
        var isAcceptance = awaitsAcceptance;
        awaitsAcceptance = false;
        var code = super.readServerResponse();
        if (isAcceptance) acceptanceReply = code;
        return code;
    }
}
