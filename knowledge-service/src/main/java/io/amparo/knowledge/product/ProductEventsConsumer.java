package io.amparo.knowledge.product;

import static java.util.Comparator.naturalOrder;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.amparo.events.Topic;
import io.amparo.events.product.ProductEvent.ProductChanged;
import io.amparo.events.product.ReleaseLine.DatedVersion;
import io.amparo.platform.ReadsEvents;
import io.amparo.platform.consume.TopicHandler;
import io.amparo.starter.EventHandlers;
import java.util.function.BinaryOperator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Consumes amparo.products. Events carry the whole state, so the higher sequence wins. */
@ReadsEvents
@Configuration
class ProductEventsConsumer {

    @Bean
    TopicHandler onProductEvents(EventHandlers handlers, Products products) {
        return handlers.each(Topic.PRODUCTS, ProductChanged.class,
                (changed, event) -> products.put(changed.productId(), event.sequence(), product(changed)));
    }

    private static Product product(ProductChanged changed) {
        var releases = changed.releases().stream()
                .flatMap(release -> DatedVersion.parse(release.version(), release.releasedOn()).stream()).toList();
        return new Product(changed.productId(), releases.stream().map(DatedVersion::version).collect(toSet()), changed.line(),
                releases.stream().collect(toMap(release -> release.version().major(), DatedVersion::releasedOn,
                        BinaryOperator.minBy(naturalOrder()))));
    }
}
