package io.amparo.notification.webhook;

import io.amparo.notification.webhook.transport.DestinationPolicy;
import io.amparo.notification.webhook.transport.GuardedDnsResolver;
import io.amparo.notification.webhook.transport.PublicAddresses;
import io.amparo.notification.webhook.transport.WebhookClient;
import io.amparo.platform.Adapter;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Which receivers are allowed, and how they are reached. {@code permittedNetworks} and {@code insecureHttp} count for endpoints
 * of the vendor only: a customer must not have messages sent to the networks of the vendor.
 */
@Adapter
record WebhookReceivers(Route customers, Route vendor) implements AutoCloseable {

    /** The receivers of customers, or those of the vendor. */
    record Route(DestinationPolicy policy, WebhookClient client) {}

    static WebhookReceivers create(WebhookProperties properties, GuardedDnsResolver.Lookup lookup, SSLContext tls, Clock clock) {
        return new WebhookReceivers(route(new PublicAddresses(List.of()), false, properties, lookup, tls, clock), route(
                new PublicAddresses(properties.permittedNetworks()), properties.insecureHttp(), properties, lookup, tls, clock));
    }

    private static Route route(PublicAddresses addresses, boolean insecureHttp, WebhookProperties properties,
            GuardedDnsResolver.Lookup lookup, SSLContext tls, Clock clock) {
        var policy = new DestinationPolicy(addresses, properties.ports(), insecureHttp);
        // Tests of endpoints use connections too.
        return new Route(policy, new WebhookClient(policy, new GuardedDnsResolver(lookup, addresses), tls, properties.timeout(),
                2 * properties.concurrency(), clock));
    }

    /** @param customerId customer of the endpoint; null for one of the vendor */
    Route of(@Nullable String customerId) {
        return customerId == null ? vendor : customers;
    }

    @Override
    public void close() throws IOException {
        customers.client().close();
        vendor.client().close();
    }
}
