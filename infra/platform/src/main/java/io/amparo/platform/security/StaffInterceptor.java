package io.amparo.platform.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Rejects callers that {@link Staff} does not allow, and every change by a {@link Role#READER}, before the request is read. A
 * reader is allowed where an agent is.
 */
final class StaffInterceptor implements HandlerInterceptor {
    private static final Set<String> READS = Set.of("GET", "HEAD");

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod method)) return true;
        var methodAnnotation = AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), Staff.class);
        var required = methodAnnotation == null
                ? AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), Staff.class)
                : methodAnnotation;
        var allowed = required == null ? null : required.value().length == 0 ? Role.staff() : required.value();
        if (!isAllowed(roles(), request.getMethod(), allowed)) throw new ForbiddenException();
        return true;
    }

    /** @param allowed null if every caller may call the method */
    private static boolean isAllowed(Set<Role> roles, String httpMethod, Role @Nullable [] allowed) {
        if (roles.contains(Role.READER) && roles.stream().noneMatch(Role::isStaff))
            return READS.contains(httpMethod) && (allowed == null || Arrays.asList(allowed).contains(Role.AGENT));
        return allowed == null || Arrays.stream(allowed).anyMatch(roles::contains);
    }

    private static Set<Role> roles() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken authentication
                ? CallerArgumentResolver.roles(authentication.getToken())
                : Set.of();
    }
}
