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
final class StaffOnly implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod method)) return true;
        var own = AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), Staff.class);
        var wanted = own == null ? AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), Staff.class) : own;
        if (wanted != null && !isOf(wanted)) throw new Forbidden();
        return true;
    }

    private static boolean isOf(Staff wanted) {
        if (!(SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken signedIn)) return false;
        var roles = CallerArgument.roles(signedIn.getToken());
        return wanted.value().length == 0 ? !roles.isEmpty() : Arrays.stream(wanted.value()).anyMatch(roles::contains);
    }
}
