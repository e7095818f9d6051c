package io.amparo.local.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amparo.clients.Mailbox;
import io.amparo.local.suite.Port;
import io.amparo.local.suite.Ports;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.search.SubjectTerm;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MailServerIT {
    @TempDir
    Path dir;

    private final Ports ports = Ports.free();

    @Test
    void a_mail_is_stored_before_it_is_acknowledged_to_the_sender() throws Exception {
        try (var _ = server()) {
            send("bruno@acme.example", "Chamado T-2026-000123", "Olá, Bruno");

            try (var files = Files.walk(dir)) {
                assertThat(files.filter(file -> file.toString().endsWith(".eml"))).singleElement()
                        .satisfies(file -> assertThat(Files.readString(file)).contains("Chamado T-2026-000123"));
            }
        }
    }

    @Test
    void mails_are_restored_in_delivery_order_after_a_restart() throws Exception {
        try (var _ = server()) {
            send("bruno@acme.example", "first", "one");
            send("bruno@acme.example", "second", "two");
            send("ana@acme.example", "other", "three");
        }

        try (var _ = server()) {
            send("bruno@acme.example", "third", "four");

            assertThat(inbox("bruno@acme.example")).containsExactly("first", "second", "third");
            assertThat(inbox("ana@acme.example")).containsExactly("other");
            assertThat(page("/?to=bruno%40acme.example")).containsSubsequence("third", "second", "first").doesNotContain("other");
        }
    }

    @Test
    void the_page_shows_a_mail_as_escaped_text() throws Exception {
        try (var _ = server()) {
            send("bruno@acme.example", "<script>alert(1)</script> ação", "Prazo: 14:00\n<b>não</b>");

            var list = page("/");
            var link = list.replaceAll("(?s).*<a href=\"(/\\d+)\".*", "$1");

            assertThat(list).contains("&lt;script&gt;alert(1)&lt;/script&gt; ação").doesNotContain("<script>");
            assertThat(page(link)).contains("Prazo: 14:00", "&lt;b&gt;não&lt;/b&gt;", "To: bruno@acme.example");
        }
    }

    @Test
    void a_mailbox_contains_only_the_mails_after_its_creation() throws Exception {
        try (var _ = server()) {
            send("bruno@acme.example", "earlier", "one");
            var mailbox = new Mailbox(ports.of(Port.IMAP), "bruno@acme.example");
            assertThat(mailbox.all()).isEmpty();

            send("bruno@acme.example", "first", "two");
            send("bruno@acme.example", "second", "three");

            assertThat(mailbox.await(Instant.now().plusSeconds(10), "first", mail -> mail.subject().equals("first"))).isNotNull();
            assertThat(mailbox.all()).extracting(Mailbox.Mail::subject).containsExactly("first", "second");
        }
    }

    @Test
    void an_unknown_mail_is_not_found() throws Exception {
        try (var _ = server()) {
            assertThat(get("/" + URLEncoder.encode("../../etc/passwd", StandardCharsets.UTF_8)).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void a_mail_above_the_limit_is_refused_and_the_next_one_is_accepted() throws Exception {
        try (var _ = server()) {
            assertThatThrownBy(() -> send("bruno@acme.example", "large", "x".repeat(MailServer.MAX_MESSAGE_BYTES)))
                    .hasMessageContaining("552 5.3.4 The message is larger than");
            send("bruno@acme.example", "small", "one");

            assertThat(inbox("bruno@acme.example")).containsExactly("small");
        }
    }

    @Test
    void a_mail_that_arrives_while_the_inbox_is_open_is_seen() throws Exception {
        try (var _ = server(); var store = Session.getInstance(new Properties()).getStore("imap")) {
            store.connect("localhost", ports.of(Port.IMAP), "bruno@acme.example", "demo");
            try (var inbox = store.getFolder("INBOX")) {
                inbox.open(Folder.READ_ONLY);
                assertThat(inbox.getMessageCount()).isZero();

                send("bruno@acme.example", "first", "one");

                while (inbox.getMessageCount() == 0)
                    Thread.onSpinWait();
                assertThat(inbox.getMessage(1).getSubject()).isEqualTo("first");
                assertThat(inbox.getMessage(1).getContent().toString()).contains("one");
                assertThat(inbox.search(new SubjectTerm("fir"))).hasSize(1);
            }
        }
    }

    private MailServer server() {
        return MailServer.start(dir, ports.of(Port.SMTP), ports.of(Port.IMAP), ports.of(Port.MAIL_PAGE));
    }

    private void send(String to, String subject, String text) throws Exception {
        var properties = new Properties();
        properties.put("mail.smtp.host", "localhost");
        properties.put("mail.smtp.port", Integer.toString(ports.of(Port.SMTP)));
        var message = new MimeMessage(Session.getInstance(properties));
        message.setFrom(new InternetAddress("suporte@opservices.example"));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
        message.setSubject(subject, "UTF-8");
        message.setText(text, "UTF-8");
        Transport.send(message);
    }

    private List<String> inbox(String email) throws Exception {
        var subjects = new ArrayList<String>();
        try (var store = Session.getInstance(new Properties()).getStore("imap")) {
            store.connect("localhost", ports.of(Port.IMAP), email, "demo");
            try (var inbox = store.getFolder("INBOX")) {
                inbox.open(Folder.READ_ONLY);
                for (var message : inbox.getMessages()) {
                    subjects.add(message.getSubject());
                }
            }
        }
        return subjects;
    }

    private String page(String path) throws Exception {
        return get(path).body();
    }

    private HttpResponse<String> get(String path) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create("http://localhost:" + ports.of(Port.MAIL_PAGE) + path)).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
