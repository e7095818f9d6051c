package io.amparo.platform.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Rejects callers that {@link Staff} does not allow, before the request is read. */
final class StaffInterceptor implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod method)) return true;
        var methodAnnotation = AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), Staff.class);
        var required = methodAnnotation == null
                ? AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), Staff.class)
                : methodAnnotation;
        if (required != null && !hasRequiredRole(required)) throw new ForbiddenException();
        return true;
    }

    private static boolean hasRequiredRole(Staff required) {
        if (!(SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken authentication))
            return false;
        var roles = CallerArgumentResolver.roles(authentication.getToken());
        return required.value().length == 0 ? !roles.isEmpty() : Arrays.stream(required.value()).anyMatch(roles::contains);
    }
}
