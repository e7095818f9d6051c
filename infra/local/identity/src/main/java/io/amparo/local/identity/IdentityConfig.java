package io.amparo.local.identity;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.logout.LogoutFilter;
import org.springframework.security.web.authentication.www.BasicAuthenticationConverter;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.servlet.LocaleResolver;

/** Configures the authorization server: its endpoints, the login form, the users and the signing key. */
@Configuration(proxyBeanMethods = false)
class IdentityConfig {
    @Bean
    @Order(1)
    SecurityFilterChain protocolFilterChain(HttpSecurity http, UserDetailsService people) {
        return http.oauth2AuthorizationServer(server -> {
            http.securityMatcher(server.getEndpointsMatcher());
            server.oidc(Customizer.withDefaults());
        }).authorizeHttpRequests(
                requests -> requests.requestMatchers(IdentityConfig::hasNoForm).permitAll().anyRequest().authenticated())
                .oauth2ResourceServer(resource -> resource.jwt(Customizer.withDefaults())).cors(Customizer.withDefaults())
                // This filter runs earlier than its default position, because the authorization endpoint reads the principal
                // before that position.
                .addFilterBefore(basicAtAuthorize(people), LogoutFilter.class)
                .exceptionHandling(errors -> errors
                        .defaultAuthenticationEntryPointFor(new LoginUrlAuthenticationEntryPoint("/login"), browserRequests()))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain loginFilterChain(HttpSecurity http, IdentityProperties identity) {
        return http
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR).permitAll()
                        .requestMatchers("/", "/login", "/actuator/health/**").permitAll().anyRequest().authenticated())
                .formLogin(form -> form.loginPage("/login").defaultSuccessUrl(identity.portal() + "/"))
                .logout(logout -> logout.logoutSuccessUrl("/"))
                // A form that is older than its session.
                .exceptionHandling(
                        errors -> errors.accessDeniedHandler((_, response, _) -> response.sendRedirect("/login?expired")))
                .build();
    }

    @Bean
    LocaleResolver localeResolver() {
        return new UiLocalesResolver();
    }

    /** A browser sends the session only over TLS where the issuer has TLS. */
    @Bean
    ServletContextInitializer secureSessionCookie(AuthorizationServerSettings settings) {
        return context -> context.getSessionCookieConfig().setSecure(settings.getIssuer().startsWith("https:"));
    }

    @Bean
    UserDetailsService people(IdentityProperties identity) {
        return new InMemoryUserDetailsManager(identity.people().stream().map(person -> User.withUsername(person.email())
                .password("{noop}" + identity.password()).authorities(List.of()).build()).toList());
    }

    @Bean
    JWKSource<SecurityContext> signingKeys(IdentityProperties identity) {
        return new ImmutableJWKSet<>(new JWKSet(SigningKey.from(identity.signingKey())));
    }

    @Bean
    CorsConfigurationSource corsConfigurationSource(IdentityProperties identity) {
        var allowed = new CorsConfiguration();
        allowed.setAllowedOriginPatterns(identity.allowedOrigins());
        allowed.addAllowedMethod(CorsConfiguration.ALL);
        allowed.addAllowedHeader(CorsConfiguration.ALL);
        var source = new UrlBasedCorsConfigurationSource();
        source.registerCorsConfiguration("/oauth2/token", allowed);
        source.registerCorsConfiguration("/.well-known/**", allowed);
        source.registerCorsConfiguration("/userinfo", allowed);
        return source;
    }

    /**
     * The authorization endpoint itself answers such a request without a session: login_required (OpenID Connect Core, 3.1.2.1).
     */
    private static boolean hasNoForm(HttpServletRequest request) {
        return request.getRequestURI().endsWith("/oauth2/authorize") && "none".equals(request.getParameter("prompt"));
    }

    private static RequestMatcher browserRequests() {
        var html = new MediaTypeRequestMatcher(MediaType.TEXT_HTML);
        html.setIgnoredMediaTypes(Set.of(MediaType.ALL));
        return html;
    }

    // Lets a command line client sign in without a form. Applies to /oauth2/authorize only: at the token endpoint the
    // Authorization header identifies a client, not a person.
    private static BasicAuthenticationFilter basicAtAuthorize(UserDetailsService people) {
        var filter = new BasicAuthenticationFilter(new ProviderManager(new DaoAuthenticationProvider(people)),
                new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED));
        var basic = new BasicAuthenticationConverter();
        filter.setAuthenticationConverter(
                request -> request.getRequestURI().endsWith("/oauth2/authorize") ? basic.convert(request) : null);
        return filter;
    }
}
