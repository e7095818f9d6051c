package io.amparo.entitlement.catalogue;

import io.amparo.events.Topic;
import io.amparo.events.product.ProductEvent.ProductChanged;
import io.amparo.events.product.ReleaseLine.DatedVersion;
import io.amparo.platform.ReadsEvents;
import io.amparo.platform.consume.TopicHandler;
import io.amparo.starter.EventHandlers;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Consumes amparo.products. Each event carries the whole product; the higher sequence wins. */
@ReadsEvents
@Configuration
class ProductEventsConsumer {

    @Bean
    TopicHandler onProductEvents(EventHandlers handlers, Products products, List<CatalogueListener> listeners) {
        return handlers.each(Topic.PRODUCTS, ProductChanged.class, (changed, event) -> {
            products.put(changed.productId(), event.sequence(), product(changed));
            // Also for a repeated event: a crash may have prevented the first call.
            listeners.forEach(listener -> listener.productChanged(changed.productId(), event.sequence()));
        });
    }

    /** A release whose text is not a version cannot be compared, so it does not count. */
    private static Product product(ProductChanged changed) {
        return new Product(changed.productId(), changed.name(), changed.line(),
                changed.releases().stream()
                        .flatMap(release -> DatedVersion.parse(release.version(), release.releasedOn()).stream()).toList(),
                changed.endOfLife(), changed.successor());
    }
}
