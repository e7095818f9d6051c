package io.amparo.gateway.route;

import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.uri;
import static org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions.route;
import static org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions.http;
import static org.springframework.web.servlet.function.RequestPredicates.path;

import io.amparo.platform.limit.KeyedSemaphore;
import io.amparo.gateway.limit.LimitProperties;
import io.amparo.platform.store.TraceContext;
import io.amparo.platform.web.ProblemWriter;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** Configures one route per service, each with its own circuit breaker. */
@Configuration
class RouteConfig {
    private static final int STEPS_AFTER_SECURITY = 10;

    private final OpenStreams streams = new OpenStreams();

    @Bean
    RouterFunction<ServerResponse> routes(RouteProperties properties, RequestBodyFilter body, ServiceLoadFilter load,
            CircuitBreakerRegistry breakers, GatewayProblems problems) {
        return properties.services().entrySet().stream()
                .map(entry -> route(entry.getKey()).route(pathsOf(entry.getValue(), properties), http())
                        .before(uri(entry.getValue().url())).filter(body).filter(load.of(entry.getKey()))
                        .filter(new CircuitBreakerFilter(breakers.circuitBreaker(entry.getKey(), "service"), problems)).build())
                .reduce(RouterFunction::and).orElseThrow();
    }

    @Bean
    GatewayProblems gatewayProblems(ProblemWriter problems) {
        return new GatewayProblems(problems);
    }

    @Bean
    RequestBodyFilter requestBodyFilter(RouteProperties routes, TimeLimitProperties times, LimitProperties limits,
            GatewayProblems problems) {
        return new RequestBodyFilter(routes, times, new BodyMemory(limits.bodies().toBytes(), limits.bodiesPerCaller().toBytes()),
                problems);
    }

    /** Spring Boot also registers it as a servlet filter, which ends what it has begun as a filter of a route. */
    @Bean
    ServiceLoadFilter serviceLoadFilter(LimitProperties limits, GatewayProblems problems) {
        return new ServiceLoadFilter(new KeyedSemaphore(limits.requestsPerService()), problems);
    }

    /** Runs after authentication and after the limits of all requests. */
    @Bean
    FilterRegistrationBean<StreamLimitFilter> streamLimitFilter(RouteProperties routes, LimitProperties limits,
            ProblemWriter problems, Clock clock) {
        var registration = new FilterRegistrationBean<>(new StreamLimitFilter(routes, streams, limits.streamsPerPerson(),
                new KeyedSemaphore(limits.streamsPerService()), problems, clock));
        registration.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER + STEPS_AFTER_SECURITY);
        return registration;
    }

    /** A path of a service below a resource of another one comes first. */
    private static RequestPredicate pathsOf(RouteProperties.ServiceRoute route, RouteProperties properties) {
        var named = any(properties.services().values().stream().flatMap(each -> each.paths().stream()));
        var resources = any(route.resources().stream().map(resource -> resource + "/**")).and(named.negate());
        return any(route.paths().stream()).or(resources);
    }

    private static RequestPredicate any(Stream<String> patterns) {
        return patterns.map(pattern -> path(RouteProperties.API + pattern)).reduce(_ -> false, RequestPredicate::or);
    }

    /** HTTP client for all requests to services: HTTP/1.1, persistent connections, no redirects. */
    @Bean(destroyMethod = "shutdownNow")
    HttpClient services(RouteProperties settings) {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(settings.connectTimeout())
                .followRedirects(HttpClient.Redirect.NEVER).executor(Executors.newVirtualThreadPerTaskExecutor()).build();
    }

    @Bean
    ServiceClient serviceClient(HttpClient services, RouteProperties settings, TimeLimitProperties times, Clock clock) {
        return new ServiceClient(services, settings, times, clock);
    }

    @Bean
    OutgoingHeadersFilter outgoingHeaders(TraceContext trace) {
        return new OutgoingHeadersFilter(trace);
    }

    @Bean
    FilterRegistrationBean<TruncatedResponseFilter> truncatedResponseFilter(ProblemWriter problems) {
        return new FilterRegistrationBean<>(new TruncatedResponseFilter(problems));
    }

    @Bean
    Gauge openStreams(MeterRegistry meters) {
        return Gauge.builder("amparo.gateway.streams", streams, OpenStreams::count).description("Open event streams")
                .register(meters);
    }

    @EventListener(ContextClosedEvent.class)
    void closeStreams() {
        streams.closeAll();
    }
}
