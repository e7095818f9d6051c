package io.amparo.local.identity;

import java.util.List;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.stereotype.Component;

/**
 * Adds the claims to a token that every service of the suite expects: subject, name, e-mail and roles of a person, scope and
 * customer or roles of a machine.
 */
@Component
final class TokenClaims implements OAuth2TokenCustomizer<JwtEncodingContext> {
    private final IdentityProperties identity;

    TokenClaims(IdentityProperties identity) {
        this.identity = identity;
    }

    @Override
    public void customize(JwtEncodingContext context) {
        if (AuthorizationGrantType.CLIENT_CREDENTIALS.equals(context.getAuthorizationGrantType())) {
            describeMachine(context);
        } else {
            describePerson(context);
        }
        if (OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
            context.getClaims().audience(List.of(identity.audience()));
        }
    }

    private void describePerson(JwtEncodingContext context) {
        var person = identity.person(context.getPrincipal().getName()).orElseThrow();
        context.getClaims().subject(person.id()).claim("name", person.name()).claim("email", person.email())
                .claim("email_verified", true);
        if (!person.roles().isEmpty()) {
            context.getClaims().claim("roles", person.roles());
        }
    }

    private void describeMachine(JwtEncodingContext context) {
        var client = context.getRegisteredClient();
        context.getClaims().claim("scope", client.getScopes());
        var machine = identity.machines().get(client.getClientId());
        if (machine == null) {
            return;
        }
        if (machine.customer() != null) {
            context.getClaims().claim("customer", machine.customer());
        }
        if (!machine.roles().isEmpty()) {
            context.getClaims().claim("roles", machine.roles());
        }
    }
}
