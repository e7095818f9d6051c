package io.amparo.gateway.access;

import io.amparo.platform.web.ProblemWriter;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Writes the web server's own errors, for example a body that stops arriving, as problem details. */
@RestController
class ErrorProblemController implements ErrorController {
    private final ProblemWriter problems;

    ErrorProblemController(ProblemWriter problems) {
        this.problems = problems;
    }

    @RequestMapping("/error")
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? HttpStatus.valueOf(code)
                : HttpStatus.NOT_FOUND;
        switch (status) {
            case REQUEST_TIMEOUT -> problems.write(request, response, status, "too-slow");
            case CONTENT_TOO_LARGE -> problems.write(request, response, status, "too-large");
            case NOT_FOUND -> problems.write(request, response, status, "not-found");
            case SERVICE_UNAVAILABLE -> problems.write(request, response, status, "unavailable");
            default -> problems.write(request, response, status, status.is4xxClientError() ? "bad-request" : "unexpected");
        }
    }
}
