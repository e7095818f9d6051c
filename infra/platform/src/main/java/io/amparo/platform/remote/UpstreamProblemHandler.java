package io.amparo.platform.remote;

import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.ProblemWriter;
import java.util.Map;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers with the problem of another service. Its texts are in the caller's language, because the call forwards it. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class UpstreamProblemHandler {
    private final ProblemWriter problems;

    UpstreamProblemHandler(ProblemWriter problems) {
        this.problems = problems;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> upstreamProblem(UpstreamProblemException e) {
        var problem = problems.problem(ApiException.of(e.status(), e.code()), LocaleContextHolder.getLocale());
        addMembers(problem, e.members());
        var response = ResponseEntity.status(e.status());
        if (e.retryAfter() != null) response.header(HttpHeaders.RETRY_AFTER, Long.toString(e.retryAfter().toSeconds()));
        if (e.status() == HttpStatus.UNAUTHORIZED) response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        return response.body(problem);
    }

    private static void addMembers(ProblemDetail problem, Map<String, Object> members) {
        members.forEach((member, value) -> {
            switch (member) {
                case "title" -> problem.setTitle(value.toString());
                case "detail" -> problem.setDetail(value.toString());
                default -> problem.setProperty(member, value);
            }
        });
    }
}
