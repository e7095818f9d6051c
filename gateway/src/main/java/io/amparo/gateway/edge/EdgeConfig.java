package io.amparo.gateway.edge;

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

/** What happens to a request before it is anybody's. */
@Configuration
class EdgeConfig {

    /** Before the token is looked at: whoever brings none is known by address. */
    @Bean
    FilterRegistrationBean<RateLimitFilter> limitOfAddresses(RateLimitProperties limit, ProblemWriter problems) {
        return beforeSecurity(2, new RateLimitFilter(EdgeConfig::address, limit, problems, TimeMeter.SYSTEM_NANOTIME));
    }

    /** After the token was found right: a person has one bucket, wherever they come from. */
    @Bean
    FilterRegistrationBean<RateLimitFilter> limitOfPersons(RateLimitProperties limit, ProblemWriter problems) {
        return beforeSecurity(-1, new RateLimitFilter(EdgeConfig::person, limit, problems, TimeMeter.SYSTEM_NANOTIME));
    }

    @Bean
    FilterRegistrationBean<IdentityAwayFilter> identityAway(ProblemWriter problems) {
        return beforeSecurity(1, new IdentityAwayFilter(problems));
    }

    /** Paths that mean something else than they say (dots, encoded slashes) go nowhere. */
    @Bean
    RequestRejectedHandler rejected(ProblemWriter problems) {
        return (request, response, _) -> problems.write(request, response, HttpStatus.BAD_REQUEST, "bad-request");
    }

    /** A form is the service's to read: no body is taken apart here. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> bodiesUntouched() {
        return server -> server.addConnectorCustomizers(connector -> connector.setParseBodyMethods(""));
    }

    private static <F extends Filter> FilterRegistrationBean<F> beforeSecurity(int steps, F filter) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER - steps);
        return registration;
    }

    private static Optional<String> address(HttpServletRequest request) {
        boolean counted = request.getHeader(HttpHeaders.AUTHORIZATION) == null
                && !request.getRequestURI().startsWith("/actuator/");
        return counted ? Optional.of(request.getRemoteAddr()) : Optional.empty();
    }

    private static Optional<String> person(HttpServletRequest request) {
        return SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken signedIn
                ? Optional.of(signedIn.getToken().getSubject())
                : Optional.empty();
    }
}
