package io.amparo.platform.security;

import static java.util.stream.Collectors.toSet;

import io.amparo.platform.Ids;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Resolves controller parameters of type {@link Caller}. */
final class CallerArgumentResolver implements HandlerMethodArgumentResolver {
    private static final int SUBJECT_DIGEST_BYTES = 16;

    private final ContactAccess contacts;

    CallerArgumentResolver(ContactAccess contacts) {
        this.contacts = contacts;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Caller.class;
    }

    @Override
    public Caller resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container, NativeWebRequest request,
            @Nullable WebDataBinderFactory binder) {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken authentication)
            return caller(authentication.getToken());
        throw new ForbiddenException();
    }

    Caller caller(Jwt token) {
        var subject = qualifySubject(token.getSubject());
        var address = Boolean.TRUE.equals(token.getClaimAsBoolean("email_verified")) ? token.getClaimAsString("email") : null;
        var email = address == null ? null : EmailAddress.fold(address);
        var roles = roles(token);
        var contact = email == null || !roles.isEmpty() ? null : contacts.find(email, token.getTokenValue()).orElse(null);
        return new Caller(contact == null ? subject : contact.id(), subject, email, name(token, subject), roles,
                contact == null ? List.of() : contact.companies(), machineOf(token, roles));
    }

    /** A person belongs only to the company that names the person, not to one that the token claims. */
    private static @Nullable String machineOf(Jwt token, Set<Role> roles) {
        return token.hasClaim("email") || !roles.isEmpty() ? null : token.getClaimAsString("customer");
    }

    static Set<Role> roles(Jwt token) {
        var claims = token.getClaimAsStringList("roles");
        return (claims == null ? List.<String>of() : claims).stream().map(Role::of).flatMap(Optional::stream).collect(toSet());
    }

    /**
     * Returns the digest of a subject that looks like an e-mail: person ids stand in events and in answers to customers, where no
     * address may stand, and it must not be taken for the verified address of a person.
     */
    private static String qualifySubject(String subject) {
        return subject.contains("@") ? "subject:" + Ids.sha256Of(subject, SUBJECT_DIGEST_BYTES) : subject;
    }

    /** Some identity providers fill a missing name with the address; customers see the names of agents. */
    private static String name(Jwt token, String subject) {
        var name = token.getClaimAsString("name");
        if (name == null) return subject;
        return name.indexOf('@') < 1 ? name : name.substring(0, name.indexOf('@'));
    }
}
