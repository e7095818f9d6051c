package io.amparo.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;

class CachingJwtDecoderTest {
    private static final Duration RECHECK = Duration.ofSeconds(15);
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final List<String> decodedTokens = new ArrayList<>();
    private Instant now = NOW;
    private long nanos;
    private final InstantSource clock = () -> now;

    private CachingJwtDecoder decoderAt(Instant now) {
        return new CachingJwtDecoder(this::decode, RECHECK, Clock.fixed(now, ZoneOffset.UTC), () -> nanos);
    }

    private Jwt decode(String token) {
        decodedTokens.add(token);
        if (token.startsWith("wrong")) throw new BadJwtException("wrong");
        return Jwt.withTokenValue(token).header("alg", "RS256").subject(token).issuedAt(NOW.minus(Duration.ofMinutes(5)))
                .expiresAt(NOW.plus(Duration.ofMinutes(5))).build();
    }

    @Test
    void valid_token_is_decoded_once_and_not_mixed_up_with_others() {
        var tokens = decoderAt(NOW);
        for (var token : List.of("ana", "bruno", "ana", "bruno")) assertThat(tokens.decode(token).getSubject()).isEqualTo(token);
        assertThat(decodedTokens).containsExactly("ana", "bruno");
    }

    @Test
    void expired_token_is_decoded_on_every_call() {
        var tokens = decoderAt(NOW.plus(Duration.ofMinutes(5)));
        tokens.decode("ana");
        tokens.decode("ana");
        assertThat(decodedTokens).containsExactly("ana", "ana");
    }

    @Test
    void invalid_token_is_rejected_on_every_call() {
        var tokens = decoderAt(NOW);
        for (int i = 0; i < 2; i++) assertThatThrownBy(() -> tokens.decode("wrong")).isInstanceOf(BadJwtException.class);
        assertThat(decodedTokens).hasSize(2);
    }

    @Test
    void cached_token_is_decoded_anew_from_its_expiry_instant_on() {
        var tokens = new CachingJwtDecoder(this::decode, Duration.ofDays(1), clock);
        tokens.decode("ana");

        now = NOW.plus(Duration.ofMinutes(5)).minusMillis(1);
        tokens.decode("ana");
        assertThat(decodedTokens).hasSize(1);

        now = now.plusMillis(1);
        tokens.decode("ana");
        assertThat(decodedTokens).hasSize(2);
    }

    @Test
    void cached_token_is_decoded_anew_after_the_recheck_time_however_often_it_is_used() {
        var tokens = decoderAt(NOW);
        tokens.decode("ana");

        nanos = RECHECK.toNanos() - 1;
        tokens.decode("ana");
        assertThat(decodedTokens).hasSize(1);

        nanos++;
        tokens.decode("ana");
        assertThat(decodedTokens).hasSize(2);
    }

    @Test
    void frequently_used_token_is_not_evicted_by_many_others() {
        var tokens = decoderAt(NOW);

        IntStream.range(0, 5_000).forEach(each -> {
            tokens.decode("token-" + each);
            tokens.decode("ana");
        });

        assertThat(tokens.size()).isEqualTo(1_000);
        assertThat(decodedTokens).hasSize(5_001).containsOnlyOnce("ana");
    }
}
