package io.amparo.gateway.access;

import io.amparo.gateway.limit.RequestOwner;
import io.amparo.gateway.limit.InFlightFilter;
import io.amparo.gateway.limit.LimitProperties;
import io.amparo.gateway.limit.RefundFilter;
import io.amparo.platform.web.ProblemWriter;
import io.github.bucket4j.TimeMeter;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.web.filter.CorsFilter;

/**
 * Configures the filters that process a request before routing. Before authentication each request counts for its address; a
 * valid token returns that, and the request counts for its person.
 */
@Configuration
class AccessConfig {

    /** Runs before limits and authentication: a preflight has no token, and a page must be able to read every error. */
    @Bean
    FilterRegistrationBean<CorsFilter> corsFilter(CorsProperties cors) {
        return beforeSecurity(2, new CorsFilter(new AllowedOrigins(cors.allowedOrigins())));
    }

    @Bean
    FilterRegistrationBean<RateLimitFilter> addressRateLimitFilter(RateLimitProperties limit, ProblemWriter problems) {
        return beforeSecurity(1, new RateLimitFilter(AccessConfig::remoteAddress, limit, problems, TimeMeter.SYSTEM_NANOTIME));
    }

    @Bean
    FilterRegistrationBean<RefundFilter> refundFilter() {
        return afterSecurity(1, new RefundFilter());
    }

    @Bean
    FilterRegistrationBean<RateLimitFilter> personRateLimitFilter(RateLimitProperties limit, ProblemWriter problems) {
        return afterSecurity(2, new RateLimitFilter(_ -> RequestOwner.person(), limit, problems, TimeMeter.SYSTEM_NANOTIME));
    }

    @Bean
    FilterRegistrationBean<InFlightFilter> personInFlightFilter(LimitProperties limits, ProblemWriter problems) {
        return afterSecurity(3,
                new InFlightFilter(_ -> RequestOwner.person(), limits.requestsPerPerson(), limits.requests(), problems));
    }

    /** Counts only requests without a valid token, so slow ones do not stop people at the same address. */
    @Bean
    FilterRegistrationBean<InFlightFilter> addressInFlightFilter(LimitProperties limits, ProblemWriter problems) {
        return afterSecurity(4,
                new InFlightFilter(request -> RequestOwner.person().isPresent() ? Optional.empty() : remoteAddress(request),
                        limits.anonymousRequestsPerAddress(), limits.anonymousRequests(), problems));
    }

    /** Rejects ambiguous paths (dot segments, encoded slashes) with 400. */
    @Bean
    RequestRejectedHandler requestRejectedHandler(ProblemWriter problems) {
        return (request, response, _) -> problems.write(request, response, HttpStatus.BAD_REQUEST, "bad-request");
    }

    private static <F extends Filter> FilterRegistrationBean<F> beforeSecurity(int steps, F filter) {
        return afterSecurity(-steps, filter);
    }

    private static <F extends Filter> FilterRegistrationBean<F> afterSecurity(int steps, F filter) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER + steps);
        return registration;
    }

    /** Health has no limit, because the platform that asks for it restarts a gateway that does not respond. */
    private static Optional<String> remoteAddress(HttpServletRequest request) {
        var path = request.getServletPath();
        boolean health = path.equals("/actuator/health") || path.startsWith("/actuator/health/");
        return health ? Optional.empty() : Optional.of(RequestOwner.address(request));
    }
}
