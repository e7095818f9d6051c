package io.amparo.sla.request;

import io.amparo.platform.Adapter;
import io.amparo.platform.web.ProblemWriter;
import io.amparo.sla.request.ComputationPermits.Permit;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Acquires a permit for each {@link Computation}, before its body is read, and releases it when the request is complete: also
 * after an error, and if the caller has disconnected.
 */
@Adapter
final class ComputationInterceptor implements HandlerInterceptor {
    /** Limit of a JSON body, as {@code spring.jackson.factory.constraints.read.max-document-length} enforces it. */
    static final long MAX_BODY_BYTES = 1_000_000;
    /** Heap per byte of a body: a list of short texts takes 12 bytes per byte. */
    private static final long HEAP_PER_BODY_BYTE = 12;
    private static final long MEGABYTE = 1 << 20;
    private static final String RETRY_AFTER_SECONDS = "1";
    private static final String PERMIT = ComputationInterceptor.class.getName();

    private final ComputationPermits permits;
    private final ProblemWriter problems;

    ComputationInterceptor(ComputationPermits permits, ProblemWriter problems) {
        this.permits = permits;
        this.problems = problems;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) throws IOException {
        var computation = handler instanceof HandlerMethod method ? method.getMethodAnnotation(Computation.class) : null;
        if (computation == null) return true;
        if (request.getContentLengthLong() > MAX_BODY_BYTES) {
            problems.write(request, response, HttpStatus.CONTENT_TOO_LARGE, "too-large");
            return false;
        }
        var permit = permits.tryAcquire(String.valueOf(request.getRemoteUser()),
                computation.megabytes() + megabytesOfBody(request.getContentLengthLong()));
        if (permit.isEmpty()) {
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
            problems.write(request, response, HttpStatus.TOO_MANY_REQUESTS, "too-many-requests");
            return false;
        }
        request.setAttribute(PERMIT, permit.get());
        return true;
    }

    /** @param length -1 if it is not known, which counts as the longest body */
    private static int megabytesOfBody(long length) {
        long bytes = length < 0 ? MAX_BODY_BYTES : length;
        return (int) (bytes * HEAP_PER_BODY_BYTE / MEGABYTE);
    }

    @Override
    public void afterCompletion(HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception e) {
        if (request.getAttribute(PERMIT) instanceof Permit permit) permit.close();
        request.removeAttribute(PERMIT);
    }
}
