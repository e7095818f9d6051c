package io.amparo.gateway.route;

import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.uri;
import static org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions.route;
import static org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions.http;
import static org.springframework.web.servlet.function.RequestPredicates.path;

import io.amparo.platform.store.TraceContext;
import io.amparo.platform.web.ProblemWriter;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpClient;
import java.util.concurrent.Executors;
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
    private final OpenStreams streams = new OpenStreams();

    @Bean
    RouterFunction<ServerResponse> routes(RouteProperties properties, CircuitBreakerRegistry breakers, ProblemWriter problems) {
        return properties.services().entrySet().stream()
                .map(entry -> route(entry.getKey()).route(pathsOf(entry.getValue()), http()).before(uri(entry.getValue().url()))
                        .filter(new CircuitBreakerFilter(breakers.circuitBreaker(entry.getKey(), "service"), problems)).build())
                .reduce(RouterFunction::and).orElseThrow();
    }

    private static RequestPredicate pathsOf(RouteProperties.ServiceRoute route) {
        return route.resources().stream().map(resource -> path(RouteProperties.API + resource + "/**"))
                .reduce(RequestPredicate::or).orElseThrow();
    }

    /** HTTP client for all requests to services: HTTP/1.1, persistent connections, no redirects. */
    @Bean(destroyMethod = "shutdownNow")
    HttpClient services(RouteProperties settings) {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(settings.connectTimeout())
                .followRedirects(HttpClient.Redirect.NEVER).executor(Executors.newVirtualThreadPerTaskExecutor()).build();
    }

    @Bean
    ServiceClient serviceClient(HttpClient services, RouteProperties settings) {
        return new ServiceClient(services, settings, streams);
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
        return Gauge.builder("amparo.gateway.streams", streams, OpenStreams::count).register(meters);
    }

    @EventListener(ContextClosedEvent.class)
    void closeStreams() {
        streams.closeAll();
    }
}
