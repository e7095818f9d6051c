package io.amparo.bench.floor;

import io.amparo.bench.result.Latencies;
import io.amparo.bench.result.MeasuredValue;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.time.Duration;
import java.util.Properties;

/** Latency of a short mail to the mail server, over a separate connection. */
public final class MailFloor {
    private static final int ROUNDS = 30;
    private static final String ADDRESS = "bench@floor.example";

    private MailFloor() {}

    public static MeasuredValue measure(String smtp) throws MessagingException {
        var server = URI.create(smtp);
        var properties = new Properties();
        properties.put("mail.smtp.host", server.getHost());
        properties.put("mail.smtp.port", Integer.toString(server.getPort()));
        var session = Session.getInstance(properties);
        send(session);
        var latencies = new Latencies();
        for (int round = 0; round < ROUNDS; round++) {
            long begin = System.nanoTime();
            send(session);
            latencies.add(Duration.ofNanos(System.nanoTime() - begin));
        }
        return latencies.toMeasuredValue("one mail to the mail server");
    }

    private static void send(Session session) throws MessagingException {
        var mail = new MimeMessage(session);
        mail.setFrom(new InternetAddress(ADDRESS));
        mail.setRecipient(Message.RecipientType.TO, new InternetAddress(ADDRESS));
        mail.setSubject("floor");
        mail.setText("How long does a mail take at least?");
        Transport.send(mail);
    }
}
