package io.amparo.platform.web;

import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.HandlerMapping;

/** Names a request in a log without its values: a path can contain personal data. */
public final class RequestLog {

    /** Returns method and path template, for example {@code POST /tickets/{number}/messages}. */
    public static String operation(WebRequest request) {
        var template = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, WebRequest.SCOPE_REQUEST);
        var method = request instanceof ServletWebRequest servlet ? String.valueOf(servlet.getHttpMethod()) : "Request";
        return method + " " + (template == null ? "(no handler)" : template);
    }

    private RequestLog() {}
}
