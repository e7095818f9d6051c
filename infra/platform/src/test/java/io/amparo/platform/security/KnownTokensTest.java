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

class KnownTokensTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final List<String> checked = new ArrayList<>();
    private Instant now = NOW;
    private final InstantSource clock = () -> now;

    private KnownTokens at(Instant now) {
        return new KnownTokens(this::check, Clock.fixed(now, ZoneOffset.UTC));
    }

    private Jwt check(String token) {
        checked.add(token);
        if (token.startsWith("wrong")) throw new BadJwtException("wrong");
        return Jwt.withTokenValue(token).header("alg", "RS256").subject(token).issuedAt(NOW.minus(Duration.ofMinutes(5)))
                .expiresAt(NOW.plus(Duration.ofMinutes(5))).build();
    }

    @Test
    void a_token_that_was_right_is_checked_once_and_stays_its_own() {
        var tokens = at(NOW);
        for (var token : List.of("ana", "bruno", "ana", "bruno")) assertThat(tokens.decode(token).getSubject()).isEqualTo(token);
        assertThat(checked).containsExactly("ana", "bruno");
    }

    @Test
    void one_that_has_expired_is_checked_again() {
        var tokens = at(NOW.plus(Duration.ofMinutes(5)));
        tokens.decode("ana");
        tokens.decode("ana");
        assertThat(checked).containsExactly("ana", "ana");
    }

    @Test
    void one_that_was_wrong_stays_wrong() {
        var tokens = at(NOW);
        for (int i = 0; i < 2; i++) assertThatThrownBy(() -> tokens.decode("wrong")).isInstanceOf(BadJwtException.class);
        assertThat(checked).hasSize(2);
    }

    @Test
    void one_that_expires_while_it_is_known_is_checked_again_from_that_very_instant_on() {
        var tokens = new KnownTokens(this::check, clock);
        tokens.decode("ana");
        now = NOW.plus(Duration.ofMinutes(5)).minusMillis(1);
        tokens.decode("ana");
        assertThat(checked).hasSize(1);
        now = now.plusMillis(1);
        tokens.decode("ana");
        assertThat(checked).hasSize(2);
    }

    @Test
    void many_tokens_push_out_others_but_not_the_one_that_is_seen_again_and_again() {
        var tokens = at(NOW);
        IntStream.range(0, 5_000).forEach(each -> {
            tokens.decode("token-" + each);
            tokens.decode("ana");
        });
        assertThat(tokens.count()).isEqualTo(1_000);
        assertThat(checked).hasSize(5_001).containsOnlyOnce("ana");
    }
}
