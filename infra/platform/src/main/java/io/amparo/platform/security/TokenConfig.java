package io.amparo.platform.security;

import java.net.URI;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Checks tokens: signature with a present key of the issuer, issuer, audience, expiry and subject. Spring Boot's decoder reads
 * the keys again only for an unknown key, so a withdrawn one stays valid until a restart.
 */
@AutoConfiguration(before = OAuth2ResourceServerAutoConfiguration.class)
@EnableConfigurationProperties({OAuth2ResourceServerProperties.class, SigningKeyProperties.class})
class TokenConfig {
    private static final String SETTINGS = "spring.security.oauth2.resourceserver.jwt.";

    @Bean
    @ConditionalOnMissingBean
    SigningKeys signingKeys(OAuth2ResourceServerProperties server, SigningKeyProperties settings) {
        var jwt = server.getJwt();
        requireTrusted("issuer-uri", "OIDC_ISSUER", jwt.getIssuerUri());
        if (jwt.getJwkSetUri() == null) return new SigningKeys(new IssuerJwkSet(jwt.getIssuerUri(), null), settings);
        requireTrusted("jwk-set-uri", "SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_JWKSETURI", jwt.getJwkSetUri());
        return new SigningKeys(new IssuerJwkSet(jwt.getIssuerUri(), URI.create(jwt.getJwkSetUri())), settings);
    }

    @Bean
    @ConditionalOnMissingBean
    JwtDecoder jwtDecoder(SigningKeys keys, OAuth2ResourceServerProperties server, SigningKeyProperties settings, Clock clock) {
        // The key decides on the algorithm; all of them are asymmetric.
        var decoder = NimbusJwtDecoder.withJwkSource(keys)
                .jwsAlgorithms(algorithms -> algorithms.addAll(Arrays.asList(SignatureAlgorithm.values()))).build();
        decoder.setJwtValidator(validator(server.getJwt().getIssuerUri(), server.getJwt().getAudiences()));
        return new CachingJwtDecoder(decoder, settings.recheck(), clock);
    }

    @Bean
    TokenCheck tokenCheck(JwtDecoder decoder) {
        return new TokenCheck(decoder);
    }

    private static OAuth2TokenValidator<Jwt> validator(String issuer, Collection<String> audiences) {
        return new DelegatingOAuth2TokenValidator<>(JwtValidators.createDefaultWithIssuer(issuer),
                new JwtClaimValidator<List<String>>(JwtClaimNames.AUD,
                        named -> named != null && !Collections.disjoint(named, audiences)),
                new JwtClaimValidator<String>(JwtClaimNames.SUB, subject -> subject != null && !subject.isBlank()));
    }

    private static void requireTrusted(String property, String variable, String address) {
        if (!TrustedAddress.isTrusted(URI.create(address)))
            throw new InvalidConfigurationPropertyValueException(SETTINGS + property, address,
                    "%s. Set %s to an address with https".formatted(TrustedAddress.REASON, variable));
    }
}
