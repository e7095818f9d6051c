package io.amparo.sla.product;

import io.amparo.events.Topic;
import io.amparo.events.product.ProductEvent.ProductChanged;
import io.amparo.events.product.ReleaseLine.DatedVersion;
import io.amparo.platform.ReadsEvents;
import io.amparo.platform.consume.TopicHandler;
import io.amparo.starter.EventHandlers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Consumes amparo.products for quotes; the engine reads the topic itself. Events carry the whole state, so the highest sequence
 * wins.
 */
@ReadsEvents
@Configuration
public class ProductEventsConsumer {

    @Bean
    TopicHandler onProductEvents(EventHandlers handlers, Products products) {
        return handlers.each(Topic.PRODUCTS, ProductChanged.class,
                (changed, event) -> products.put(changed.productId(), event.sequence(), product(changed)));
    }

    /** A release whose text is not a version cannot be compared, so it does not count. */
    private static Product product(ProductChanged changed) {
        var releases = changed.releases().stream()
                .flatMap(release -> DatedVersion.parse(release.version(), release.releasedOn()).stream()).toList();
        return new Product(changed.productId(), changed.line(), releases, supportPeriod(changed));
    }

    public static SupportPeriod supportPeriod(ProductChanged changed) {
        return new SupportPeriod(changed.endOfLife(), changed.changedAt());
    }
}
