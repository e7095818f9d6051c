package io.amparo.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Resolves {@link Page.Request}. Every list answers 422 to a limit that is not 1 to 100, 400 to one that is no number, and 422 to
 * a cursor of another list.
 */
final class PageRequestArgumentResolver implements HandlerMethodArgumentResolver {
    private static final String CURSOR = "cursor";
    private static final String LIMIT = "limit";

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Page.Request.class;
    }

    @Override
    public Page.Request resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container,
            NativeWebRequest request, @Nullable WebDataBinderFactory binder) {
        var list = Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class)).getRequestURI();
        var page = new Page.Request(textOrNull(request.getParameter(CURSOR)), limit(textOrNull(request.getParameter(LIMIT))),
                list);
        page.after(); // checks the cursor
        return page;
    }

    private static @Nullable String textOrNull(@Nullable String parameter) {
        return parameter == null || parameter.isEmpty() ? null : parameter;
    }

    private static @Nullable Integer limit(@Nullable String text) {
        if (text == null) return null;
        int limit;
        try {
            limit = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw ApiException.malformed(LIMIT, "malformed");
        }
        if (limit < 1 || limit > Page.MAX_LIMIT) throw ApiException.invalid(LIMIT, "not-between", 1, Page.MAX_LIMIT);
        return limit;
    }
}
