package io.amparo.knowledge.product;

import static java.util.stream.Collectors.toSet;

import io.amparo.events.Topic;
import io.amparo.events.product.ProductEvent.ProductChanged;
import io.amparo.events.product.ReleaseVersion;
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
    TopicHandler onProductEvents(EventHandlers handlers, Products products) {
        return handlers.each(Topic.PRODUCTS, ProductChanged.class,
                (changed, event) -> products.put(changed.productId(), event.sequence(),
                        new Product(changed.productId(), changed.releases().stream()
                                .flatMap(release -> ReleaseVersion.parse(release.version()).stream()).collect(toSet()))));
    }
}
