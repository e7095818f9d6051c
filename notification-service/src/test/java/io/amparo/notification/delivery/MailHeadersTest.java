package io.amparo.notification.delivery;

import static io.amparo.notification.delivery.ScriptedSmtpServer.reply;
import static io.amparo.notification.delivery.TestMail.NOW;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amparo.notification.delivery.Outcome.Accepted;
import io.amparo.notification.rule.NoticeKind;
import io.amparo.notification.signature.SignedAddress;
import io.amparo.notification.signature.SignedToken;
import io.amparo.notification.template.Mail;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.exceptions.FailException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a mail has besides its text: for replies, bounces, mail programs and filters. */
class MailHeadersTest {
    private static final SignedAddress REPLY = SignedAddress.reply(TestMail.signer(), "reply.opservices.example");
    private static final SignedAddress BOUNCES = SignedAddress.bounces(TestMail.signer(), "bounce.opservices.example");
    private static final SignedToken TOKENS = new SignedToken(TestMail.signer(), "unsubscribe");
    private static final MailAddresses ALL = addresses("https://support.example");

    @TempDir
    Path directory;

    private static MailAddresses addresses(String portal) {
        return new MailAddresses(Optional.of(REPLY), Optional.of(BOUNCES), TOKENS, portal);
    }

    private static Delivery delivery(String template, RelatedResource about) {
        return Delivery.of(
                new Message(TestMail.origin("cause " + template), NOW, TestMail.bruno(), about, null, template,
                        new Mail("pt-BR", "[T-2026-000001] Não abre", "Olá.\n.\n\nÇa va   bien \n\n\n")),
                "opservices.example", NOW);
    }

    private static Delivery receipt() {
        return delivery("receipt", RelatedResource.ticket("t1", "T-2026-000001"));
    }

    private static void send(ScriptedSmtpServer server, MailAddresses addresses, Map<String, String> settings, Delivery... mails)
            throws Exception {
        try (var client = new SmtpClient(TestMail.settings(server.url(), settings), addresses,
                (SSLSocketFactory) SSLSocketFactory.getDefault(), Clock.fixed(NOW, ZoneOffset.UTC), new SimpleMeterRegistry())) {
            for (var mail : mails) assertThat(client.send(mail, () -> true)).isEqualTo(new Accepted());
        }
    }

    private static MimeMessage sent(MailAddresses addresses, Delivery delivery) throws Exception {
        try (var server = new ScriptedSmtpServer(Map.of())) {
            send(server, addresses, Map.of(), delivery);
            return new MimeMessage(Session.getInstance(new Properties()),
                    new ByteArrayInputStream(server.mails.getFirst().getBytes(UTF_8)));
        }
    }

    private static @Nullable String header(MimeMessage mail, String name) throws Exception {
        return mail.getHeader(name, null);
    }

    @Test
    @Tag("R1.1")
    void mail_about_a_ticket_has_a_signed_reply_address_and_asks_for_no_automatic_reply() throws Exception {
        var mail = sent(ALL, receipt());

        assertThat(mail.getReplyTo()).singleElement().satisfies(
                address -> assertThat(REPLY.verify(address.toString().replaceAll(".*<(.*)>", "$1"))).contains("t-2026-000001"));
        assertThat(header(mail, "Auto-Submitted")).isEqualTo("auto-generated");
        assertThat(header(mail, "X-Auto-Response-Suppress")).isEqualTo("OOF, AutoReply");
        for (var provoking : new String[]{"Disposition-Notification-To", "Return-Receipt-To", "Errors-To"})
            assertThat(header(mail, provoking)).isNull();
        assertThat(header(sent(ALL, delivery("eol-announced", RelatedResource.announcement("a", "P"))), "Reply-To")).isNull();
        assertThat(header(sent(TestMail.noAddresses(), receipt()), "Reply-To")).isNull();
    }

    @Test
    void mails_about_one_ticket_are_one_thread_and_those_about_another_are_not() throws Exception {
        var first = sent(ALL, receipt());
        var second = sent(ALL, delivery("reply", RelatedResource.ticket("t1", "T-2026-000001")));
        var other = sent(ALL, delivery("reply", RelatedResource.ticket("t2", "T-2026-000002")));

        assertThat(header(second, "References")).isEqualTo(header(first, "References")).isNotEqualTo(header(other, "References"));
        assertThat(first.getMessageID()).isNotEqualTo(second.getMessageID());
    }

    @Test
    void only_mails_that_are_a_choice_have_a_one_click_link() throws Exception {
        for (var template : Stream
                .concat(Stream.of(NoticeKind.values()).flatMap(kind -> kind.templates().stream()), Stream.of("digest", "unknown"))
                .toList()) {
            var delivery = delivery(template, RelatedResource.article("a", "A"));
            var mail = sent(ALL, delivery);
            var isChoice = List.of("digest", "article-review", "article-rated", "certificate-expiring", "certificate-expired",
                    "forum-mention", "forum-post", "forum-solved", "forum-hidden").contains(template);

            assertThat(header(mail, "List-Unsubscribe")).as(template)
                    .isEqualTo(isChoice ? "<https://support.example/api/v1/unsubscribe/" + TOKENS.of(delivery.id()) + ">" : null);
            assertThat(header(mail, "List-Unsubscribe-Post")).as(template)
                    .isEqualTo(isChoice ? "List-Unsubscribe=One-Click" : null);
        }
        assertThat(header(sent(addresses("http://localhost:8080"), delivery("digest", RelatedResource.digest("p"))),
                "List-Unsubscribe")).as("RFC 8058 needs https").isNull();
    }

    @Test
    void bounces_go_to_the_address_of_the_delivery_and_a_server_with_dsn_is_asked_to_confirm() throws Exception {
        var delivery = receipt();
        try (var server = new ScriptedSmtpServer(Map.of("EHLO", reply("250-hello\r\n250 DSN")));
                var without = new ScriptedSmtpServer(Map.of())) {
            send(server, ALL, Map.of(), delivery);
            send(without, ALL, Map.of(), delivery);

            var sender = "MAIL FROM:<" + BOUNCES.of(delivery.id()) + ">";
            assertThat(server.lines).contains(sender + " RET=HDRS", "RCPT TO:<bruno@acme.example> NOTIFY=SUCCESS,FAILURE");
            assertThat(without.lines).contains(sender, "RCPT TO:<bruno@acme.example>");
            assertThat(server.mails.getFirst()).contains("From: Suporte <suporte@opservices.example>");
        }
        try (var server = new ScriptedSmtpServer(Map.of("EHLO", reply("250-hello\r\n250 DSN")))) {
            send(server, TestMail.noAddresses(), Map.of(), delivery);

            assertThat(server.lines).contains("MAIL FROM:<suporte@opservices.example>", "RCPT TO:<bruno@acme.example>");
        }
    }

    @Test
    void signature_covers_the_headers_the_link_and_the_text() throws Exception {
        var keys = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        var delivery = delivery("digest", RelatedResource.digest("acme-bruno"));
        try (var server = new ScriptedSmtpServer(Map.of())) {
            send(server, ALL, dkim(keys), delivery, delivery);
            var mail = server.mails.getFirst().replace("\n..", "\n.").replace("\n", "\r\n");

            assertThat(signedHeaders(mail, keys)).contains("from", "to", "subject", "date", "message-id", "in-reply-to",
                    "references", "content-type", "mime-version", "list-unsubscribe", "list-unsubscribe-post", "auto-submitted");
            assertThat(mail).contains("Message-ID: " + delivery.messageId()).containsOnlyOnce("DKIM-Signature:");
            assertThat(server.lines).as("envelope sender").contains("MAIL FROM:<" + BOUNCES.of(delivery.id()) + ">");
            assertThat(server.mails).as("the same mail on each attempt").hasSize(2).allMatch(each -> each.contains("DKIM-Sig"));
            for (var change : Map.of("One-Click", "Two-Click", "support.example", "evil.example", "bien", "mal").entrySet())
                assertThatThrownBy(() -> signedHeaders(mail.replace(change.getKey(), change.getValue()), keys))
                        .as(change.getKey()).isInstanceOf(FailException.class);
        }
    }

    private Map<String, String> dkim(KeyPair keys) throws Exception {
        var file = directory.resolve("dkim.pem");
        Files.writeString(file, "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded()) + "\n-----END PRIVATE KEY-----\n");
        return Map.of("dkim.key-file", file.toString(), "dkim.selector", "amparo");
    }

    private static List<String> signedHeaders(String mail, KeyPair keys) throws Exception {
        var record = "v=DKIM1; k=rsa; p=" + Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
        var verifier = new DKIMVerifier((_, selector, domain) -> {
            assertThat(selector.toString()).isEqualTo("amparo");
            assertThat(domain.toString()).isEqualTo("opservices.example");
            return List.of(record);
        });
        return verifier.verify(new ByteArrayInputStream(mail.getBytes(UTF_8))).getFirst().getHeaders().stream()
                .map(header -> header.toString().toLowerCase(Locale.ROOT)).toList();
    }

    @Test
    void file_without_a_key_ends_the_start() throws Exception {
        var file = Files.writeString(directory.resolve("empty.pem"), "no key");
        var settings = TestMail.settings(URI.create("smtp://localhost:1"),
                Map.of("dkim.key-file", file.toString(), "dkim.selector", "amparo"));

        assertThatThrownBy(() -> DkimKey.of(settings)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("DKIM_KEY_FILE");
        assertThat(new MailProperties.Dkim("file", "", "").isSelectorSet()).isFalse();
    }
}
