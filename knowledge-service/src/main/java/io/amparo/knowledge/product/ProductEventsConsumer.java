package io.amparo.knowledge.product;

import static java.util.stream.Collectors.toSet;

import io.amparo.events.EventCodec;
import io.amparo.events.product.ProductEvent.ProductChanged;
import io.amparo.events.product.ReleaseVersion;
import io.amparo.platform.ReadsEvents;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/** Consumes amparo.products. Events carry the whole state, so the higher sequence wins. */
@ReadsEvents
@Configuration
class ProductEventsConsumer {

    @Bean
    Consumer<Message<byte[]>> onProductEvents(EventCodec codec, Products products) {
        return message -> {
            var event = codec.read(message.getHeaders(), message.getPayload());
            if (event.data() instanceof ProductChanged changed)
                products.put(changed.productId(), event.sequence(), new Product(changed.productId(), changed.releases().stream()
                        .flatMap(release -> ReleaseVersion.parse(release.version()).stream()).collect(toSet())));
        };
    }
}
