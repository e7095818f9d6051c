package io.amparo.notification.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedAddressTest {
    private static final MailSigner SIGNER = new MailSigner(() -> new byte[32]);
    private static final String DELIVERY = "0123456789abcdef0123456789abcdef";

    private final SignedAddress reply = SignedAddress.reply(SIGNER, "reply.opservices.example");
    private final SignedAddress bounces = SignedAddress.bounces(SIGNER, "bounce.opservices.example");

    @Test
    @Tag("R1.1")
    void reply_address_of_a_ticket_is_read_back_in_any_case() {
        var address = reply.of("T-2026-000123");

        assertThat(address).matches("reply\\+T-2026-000123\\.[0-9a-f]{20}@reply\\.opservices\\.example");
        assertThat(reply.verify(address)).contains("t-2026-000123");
        assertThat(reply.verify(address.toUpperCase(Locale.ROOT))).contains("t-2026-000123");
    }

    @Test
    void local_part_of_an_envelope_sender_has_at_most_64_characters() {
        assertThat(bounces.of(DELIVERY).indexOf('@')).isLessThanOrEqualTo(64);
        assertThat(bounces.verify(bounces.of(DELIVERY))).contains(DELIVERY);
    }

    @Test
    void address_with_another_value_purpose_domain_or_key_is_refused() {
        var address = reply.of("T-2026-000123");

        assertThat(reply.verify(address.replace("000123", "000124"))).isEmpty();
        assertThat(reply.verify(bounces.of("T-2026-000123"))).isEmpty();
        assertThat(bounces.verify(address.replace("reply+", "bounces+").replace("@reply.", "@bounce."))).as("other purpose")
                .isEmpty();
        assertThat(reply.verify(address.replace("@reply.", "@evil."))).isEmpty();
        assertThat(
                SignedAddress.reply(new MailSigner(() -> "k".repeat(32).getBytes()), "reply.opservices.example").verify(address))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "@", "reply+@reply.opservices.example", "reply+T-1.@reply.opservices.example",
            "reply+T-1.00000000000000000000@reply.opservices.example", "a@b, reply+T-1.0@reply.opservices.example"})
    void malformed_address_is_refused(String address) {
        assertThat(reply.verify(address)).isEmpty();
        assertThat(reply.verify(address + "x".repeat(1_000_000))).isEmpty();
    }

    @Test
    void token_is_valid_for_one_purpose_only() {
        var tokens = new SignedToken(SIGNER, "unsubscribe");

        assertThat(tokens.verify(tokens.of(DELIVERY))).contains(DELIVERY);
        assertThat(new SignedToken(SIGNER, "other").verify(tokens.of(DELIVERY))).isEmpty();
        assertThat(tokens.verify(tokens.of(DELIVERY) + "0")).isEmpty();
        assertThat(tokens.verify(DELIVERY)).isEmpty();
    }
}
