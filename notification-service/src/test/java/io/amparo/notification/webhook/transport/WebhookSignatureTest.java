package io.amparo.notification.webhook.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    @Test
    void signature_is_the_one_of_the_vector() {
        var vector = Cases.read("wh-01-signature-vector");

        var signature = WebhookSignature.of(List.of(new WebhookSecret(vector.path("secret").asString())),
                vector.path("webhookId").asString(), Instant.ofEpochSecond(vector.path("timestamp").asLong()),
                Base64.getDecoder().decode(vector.path("bodyBase64").asString()));

        assertThat(signature).isEqualTo(vector.at("/expect/webhook-signature").asString());
    }

    @Test
    void each_secret_has_a_signature_after_a_space() {
        var secrets = List.of(WebhookSecret.random(), WebhookSecret.random());

        var signatures = WebhookSignature.of(secrets, "msg_1", Instant.EPOCH, "{}".getBytes(UTF_8)).split(" ");

        assertThat(signatures).hasSize(2).doesNotHaveDuplicates().allMatch(signature -> signature.startsWith("v1,"));
        assertThat(signatures[1])
                .isEqualTo(WebhookSignature.of(secrets.subList(1, 2), "msg_1", Instant.EPOCH, "{}".getBytes(UTF_8)));
    }

    @Test
    void secret_has_32_random_bytes_and_no_text() {
        var secret = WebhookSecret.random();

        assertThat(secret.text()).startsWith("whsec_");
        assertThat(secret.key()).hasSize(32);
        assertThat(secret).isNotEqualTo(WebhookSecret.random());
        assertThat(secret.toString()).doesNotContain(secret.text().substring(6));
    }

    @Test
    void stored_secret_is_encrypted_if_there_is_a_key() {
        var secret = WebhookSecret.random();
        var cipher = new SecretCipher(KEY);

        var stored = cipher.encrypt(secret);

        assertThat(stored).startsWith("aes-gcm:").doesNotContain(secret.text()).isNotEqualTo(cipher.encrypt(secret));
        assertThat(cipher.decrypt(stored)).isEqualTo(secret);
        assertThat(cipher.decrypt(new SecretCipher(" ").encrypt(secret))).as("stored before there was a key").isEqualTo(secret);
        var other = new SecretCipher(Base64.getEncoder().encodeToString("another key of 32 bytes, as text".getBytes(UTF_8)));
        assertThatThrownBy(() -> other.decrypt(stored)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new SecretCipher("c2hvcnQ=")).hasMessageContaining("5 bytes");
    }
}
