package io.amparo.notification.delivery;

import static io.amparo.notification.delivery.ScriptedSmtpServer.drip;
import static io.amparo.notification.delivery.ScriptedSmtpServer.replyAfter;
import static io.amparo.notification.delivery.TestMail.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.notification.delivery.Outcome.Accepted;
import io.amparo.notification.delivery.Outcome.Unavailable;
import io.amparo.notification.delivery.Outcome.Unconfirmed;
import io.amparo.notification.delivery.ScriptedSmtpServer.Reaction;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS of the mail client, against a server with a certificate for {@code localhost}. */
@Timeout(60)
class SmtpTlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final Delivery DELIVERY = TestMail.delivery("cause", TestMail.bruno());

    @TempDir
    static Path folder;
    private static SSLContext server;

    @BeforeAll
    static void createCertificate() throws Exception {
        var file = folder.resolve("mail.p12");
        var keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
                "-alias", "mail", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=dns:localhost", "-validity", "2",
                "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", new String(PASSWORD)).inheritIO().start();
        assertThat(keytool.waitFor()).isZero();
        var store = KeyStore.getInstance(file.toFile(), PASSWORD);
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        server = SSLContext.getInstance("TLS");
        server.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    }

    private static SmtpClient client(URI url, SSLSocketFactory tls, Map<String, String> changes) throws Exception {
        var settings = new HashMap<>(Map.of("starttls", "required"));
        settings.putAll(changes);
        return new SmtpClient(TestMail.settings(url, settings), TestMail.noAddresses(), tls, Clock.fixed(NOW, ZoneOffset.UTC),
                new SimpleMeterRegistry());
    }

    private static SSLSocketFactory trustsTheServer() {
        return server.getSocketFactory();
    }

    @Test
    void server_without_starttls_gets_no_mail_and_no_address() throws Exception {
        try (var plain = new ScriptedSmtpServer(Map.of()); var client = client(plain.url(), trustsTheServer(), Map.of())) {
            assertThat(client.send(DELIVERY, () -> true)).isEqualTo(new Unavailable("STARTTLS not offered"));
            assertThat(plain.commands).doesNotContain("MAIL");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void mail_is_sent_over_tls_to_a_trusted_server(boolean tlsFromStart) throws Exception {
        try (var secure = new ScriptedSmtpServer(Map.of(), server, tlsFromStart);
                var client = client(secure.url(), trustsTheServer(), Map.of())) {
            assertThat(client.send(DELIVERY, () -> true)).isEqualTo(new Accepted());
            assertThat(client.send(DELIVERY, () -> true)).isEqualTo(new Accepted());
            assertThat(secure.mails).hasSize(2);
            assertThat(secure.connections).hasValue(1);
            assertThat(secure.commands.contains("STARTTLS")).isNotEqualTo(tlsFromStart);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void server_with_an_unknown_certificate_gets_no_mail(boolean tlsFromStart) throws Exception {
        try (var secure = new ScriptedSmtpServer(Map.of(), server, tlsFromStart);
                var client = client(secure.url(), (SSLSocketFactory) SSLSocketFactory.getDefault(), Map.of())) {
            assertThat(client.send(DELIVERY, () -> true)).isEqualTo(new Unavailable("SSLHandshakeException"));
            assertThat(secure.commands).doesNotContain("MAIL");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void server_with_a_certificate_of_another_host_gets_no_mail(boolean tlsFromStart) throws Exception {
        try (var secure = new ScriptedSmtpServer(Map.of(), server, tlsFromStart);
                var client = client(URI.create(secure.url().toString().replace("localhost", "127.0.0.1")), trustsTheServer(),
                        Map.of())) {
            assertThat(client.send(DELIVERY, () -> true)).isInstanceOf(Unavailable.class);
            assertThat(secure.commands).doesNotContain("MAIL");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void time_limits_apply_within_tls(boolean tlsFromStart) throws Exception {
        var limits = Map.of("timeouts.reply", "300ms", "timeouts.transmission", "1s", "timeouts.acceptance", "1500ms");
        assertThat(outcome(Map.of(".", replyAfter(Duration.ofMillis(700), "250 taken")), tlsFromStart, limits))
                .isEqualTo(new Accepted());
        assertThat(outcome(Map.of(".", drip(Duration.ofMillis(100))), tlsFromStart, limits))
                .isEqualTo(new Unconfirmed("time limit exceeded"));
        assertThat(outcome(Map.of("RCPT", drip(Duration.ofMillis(100))), tlsFromStart, limits))
                .isEqualTo(new Unavailable("time limit exceeded"));
    }

    private static Outcome outcome(Map<String, Reaction> script, boolean tlsFromStart, Map<String, String> limits)
            throws Exception {
        try (var secure = new ScriptedSmtpServer(script, server, tlsFromStart);
                var client = client(secure.url(), trustsTheServer(), limits)) {
            return client.send(DELIVERY, () -> true);
        }
    }
}
