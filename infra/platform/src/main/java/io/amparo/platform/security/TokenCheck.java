package io.amparo.platform.security;

import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/** Whether a token that was accepted once is still valid, for event streams, which outlast their request's check. */
public final class TokenCheck {
    private final JwtDecoder decoder;

    TokenCheck(JwtDecoder decoder) {
        this.decoder = decoder;
    }

    /** Returns false as well if the token cannot be verified, because the keys of the issuer are unavailable for too long. */
    public boolean isValid(Jwt token) {
        try {
            decoder.decode(token.getTokenValue());
            return true;
        } catch (JwtException e) {
            return false;
        }
    }
}
