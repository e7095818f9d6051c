package io.amparo.gateway.route;

import io.amparo.platform.Adapter;
import io.amparo.platform.web.ProblemWriter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerResponse;

/** Problems of the gateway itself, as responses of a route. */
@Adapter
final class GatewayProblems {
    private static final String RETRY_AFTER_SECONDS = "2";

    private final ProblemWriter problems;

    GatewayProblems(ProblemWriter problems) {
        this.problems = problems;
    }

    ServerResponse respond(HttpStatus status, String code) {
        return ServerResponse.status(status).build((request, response) -> {
            if (status.is5xxServerError() || status == HttpStatus.TOO_MANY_REQUESTS)
                response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
            problems.write(request, response, status, code);
            return null;
        });
    }
}
