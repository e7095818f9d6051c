package io.amparo.platform.security;

import static org.springframework.security.authorization.AuthenticatedAuthorizationManager.authenticated;
import static org.springframework.security.authorization.AuthorityAuthorizationManager.hasAnyAuthority;
import static org.springframework.security.authorization.AuthorityAuthorizationManager.hasAuthority;
import static org.springframework.security.authorization.AuthorizationManagers.allOf;
import static org.springframework.security.authorization.AuthorizationManagers.anyOf;
import static org.springframework.security.authorization.AuthorizationManagers.not;

import io.amparo.platform.ServiceProperties;
import io.amparo.platform.web.ProblemWriter;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Configures every service as an OAuth 2.0 resource server that checks signature, issuer, audience and expiry. Every path that is
 * not listed here needs a token; the service itself decides what the caller is allowed to do.
 */
@AutoConfiguration(before = ServletWebSecurityAutoConfiguration.class)
class SecurityConfig {
    /** Role of a machine that may read the meters and nothing else. */
    private static final String METRICS = "metrics";

    @Bean
    SecurityFilterChain security(HttpSecurity http, ServiceProperties service, ProblemWriter problems) throws Exception {
        return http.addFilterBefore(new IssuerUnavailableFilter(problems), BearerTokenAuthenticationFilter.class)
                .csrf(csrf -> csrf.disable()) // without cookies and sessions there is no CSRF risk
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> requests.requestMatchers("/actuator/health/**").permitAll()
                        .requestMatchers(service.publicPaths().toArray(String[]::new)).permitAll()
                        .requestMatchers("/actuator/prometheus").access(anyOf(staff(), hasAuthority(METRICS)))
                        .requestMatchers("/actuator/**").hasAuthority("admin").anyRequest()
                        .access(allOf(authenticated(), anyOf(staff(), not(hasAuthority(METRICS))))))
                .oauth2ResourceServer(
                        server -> server.jwt(jwt -> jwt.jwtAuthenticationConverter(SecurityConfig::toAuthentication))
                                .authenticationEntryPoint(new ProblemEntryPoint(problems)))
                .exceptionHandling(
                        exceptions -> exceptions.authenticationEntryPoint(new ProblemEntryPoint(problems)).accessDeniedHandler(
                                (request, response, _) -> problems.write(request, response, HttpStatus.FORBIDDEN, "forbidden")))
                .build();
    }

    private static AuthorizationManager<RequestAuthorizationContext> staff() {
        return hasAnyAuthority(Role.staffClaims());
    }

    private static JwtAuthenticationToken toAuthentication(Jwt token) {
        var roles = token.getClaimAsStringList("roles");
        return new JwtAuthenticationToken(token,
                (roles == null ? List.<String>of() : roles).stream().map(SimpleGrantedAuthority::new).toList());
    }

    /** Disables spans of security filters: they carry no information and cost more than the span of the request. */
    @Bean
    SecurityObservationSettings securityObservationSettings() {
        return SecurityObservationSettings.noObservations();
    }

    /** Default of a service without customers: finds no one. */
    @Bean
    @ConditionalOnMissingBean
    ContactLookup contactLookup() {
        return _ -> Optional.empty();
    }

    /** Default of a service that owns the contacts or knows none. */
    @Bean
    @ConditionalOnMissingBean
    ContactAccess contactAccess(ContactLookup contactLookup) {
        return (email, _) -> contactLookup.findByEmail(email);
    }

    @Bean
    WebMvcConfigurer callerArgumentsAndStaffInterceptor(ContactAccess contactAccess) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerArgumentResolver(contactAccess));
            }

            @Override
            public void addInterceptors(InterceptorRegistry interceptors) {
                interceptors.addInterceptor(new StaffInterceptor());
            }
        };
    }
}
