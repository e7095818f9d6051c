package io.amparo.gateway.access;

import io.amparo.platform.web.ProblemWriter;
import io.github.bucket4j.TimeMeter;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/** Configures the filters that process a request before routing. */
@Configuration
class AccessConfig {

    /** Runs before authentication and limits requests without a token by remote address. */
    @Bean
    FilterRegistrationBean<RateLimitFilter> addressRateLimitFilter(RateLimitProperties limit, ProblemWriter problems) {
        return beforeSecurity(2, new RateLimitFilter(AccessConfig::remoteAddress, limit, problems, TimeMeter.SYSTEM_NANOTIME));
    }

    /** Runs after authentication: a token subject has one bucket, independent of its address. */
    @Bean
    FilterRegistrationBean<RateLimitFilter> subjectRateLimitFilter(RateLimitProperties limit, ProblemWriter problems) {
        return beforeSecurity(-1, new RateLimitFilter(AccessConfig::tokenSubject, limit, problems, TimeMeter.SYSTEM_NANOTIME));
    }

    @Bean
    FilterRegistrationBean<IssuerUnavailableFilter> issuerUnavailableFilter(ProblemWriter problems) {
        return beforeSecurity(1, new IssuerUnavailableFilter(problems));
    }

    /** Rejects ambiguous paths (dot segments, encoded slashes) with 400. */
    @Bean
    RequestRejectedHandler requestRejectedHandler(ProblemWriter problems) {
        return (request, response, _) -> problems.write(request, response, HttpStatus.BAD_REQUEST, "bad-request");
    }

    /** Disables form parsing in Tomcat, so that form bodies reach the service unchanged. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> disableFormParsing() {
        return server -> server.addConnectorCustomizers(connector -> connector.setParseBodyMethods(""));
    }

    private static <F extends Filter> FilterRegistrationBean<F> beforeSecurity(int steps, F filter) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER - steps);
        return registration;
    }

    private static Optional<String> remoteAddress(HttpServletRequest request) {
        boolean limited = request.getHeader(HttpHeaders.AUTHORIZATION) == null
                && !request.getRequestURI().startsWith("/actuator/");
        return limited ? Optional.of(request.getRemoteAddr()) : Optional.empty();
    }

    private static Optional<String> tokenSubject(HttpServletRequest request) {
        return SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken signedIn
                ? Optional.of(signedIn.getToken().getSubject())
                : Optional.empty();
    }
}
