package io.amparo.ticket.product;

import io.amparo.events.Topic;
import io.amparo.events.product.ProductEvent.ProductChanged;
import io.amparo.events.product.ReleaseLine.DatedVersion;
import io.amparo.platform.ReadsEvents;
import io.amparo.platform.consume.TopicHandler;
import io.amparo.starter.EventHandlers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Consumes amparo.products. Events carry the whole state, so the higher sequence wins. */
@ReadsEvents
@Configuration
class ProductEventsConsumer {

    @Bean
    TopicHandler onProductEvents(EventHandlers handlers, Products products, ProductListener listener) {
        return handlers.each(Topic.PRODUCTS, ProductChanged.class, (changed, event) -> {
            products.put(changed.productId(), event.sequence(), product(changed));
            // Also for a repeated event: a crash may have prevented the first call.
            listener.productChanged(changed.productId());
        });
    }

    /** A release whose text is not a version cannot be compared, so it does not count. */
    private static Product product(ProductChanged changed) {
        return new Product(changed.productId(), changed.line(), changed.releases().stream()
                .flatMap(release -> DatedVersion.parse(release.version(), release.releasedOn()).stream()).toList());
    }
}
