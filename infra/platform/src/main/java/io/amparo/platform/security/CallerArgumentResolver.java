package io.amparo.platform.security;

import static java.util.stream.Collectors.toSet;

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
    private final CompanyLookup companyLookup;

    CallerArgumentResolver(CompanyLookup companyLookup) {
        this.companyLookup = companyLookup;
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

    private Caller caller(Jwt token) {
        var email = Boolean.TRUE.equals(token.getClaimAsBoolean("email_verified")) ? token.getClaimAsString("email") : null;
        var roles = roles(token);
        var company = email == null || !roles.isEmpty() ? null : companyLookup.findByEmail(email).orElse(null);
        var person = email == null ? qualifySubject(token.getSubject()) : email;
        var name = token.getClaimAsString("name");
        return new Caller(person, name == null ? person : name, roles, company);
    }

    static Set<Role> roles(Jwt token) {
        var claims = token.getClaimAsStringList("roles");
        return (claims == null ? List.<String>of() : claims).stream().map(Role::of).flatMap(Optional::stream).collect(toSet());
    }

    /** Prefixes a subject that looks like an e-mail: an unverified e-mail must not identify the person who owns it. */
    private static String qualifySubject(String subject) {
        return subject.contains("@") ? "subject:" + subject : subject;
    }
}
