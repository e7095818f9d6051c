package io.amparo.sla.product;

import io.amparo.events.EventCodec;
import io.amparo.events.product.ProductEvent.ProductChanged;
import io.amparo.events.product.ProductEvent.Release;
import io.amparo.events.product.ReleaseLine.DatedVersion;
import io.amparo.events.product.ReleaseVersion;
import io.amparo.platform.ReadsEvents;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/**
 * Consumes amparo.products for quotes; the engine reads the topic itself. Events carry the whole state, so the highest sequence
 * wins.
 */
@ReadsEvents
@Configuration
public class ProductEventsConsumer {

    @Bean
    Consumer<Message<byte[]>> onProductEvents(EventCodec codec, Products products) {
        return message -> {
            var event = codec.read(message.getHeaders(), message.getPayload());
            if (event.data() instanceof ProductChanged changed)
                products.put(changed.productId(), event.sequence(), product(changed));
        };
    }

    private static Product product(ProductChanged changed) {
        var releases = changed.releases().stream().flatMap(release -> datedVersion(release).stream()).toList();
        return new Product(changed.productId(), changed.line(), releases, supportPeriod(changed));
    }

    /** A release whose text is no version cannot be compared, so it does not count. */
    private static Optional<DatedVersion> datedVersion(Release release) {
        return ReleaseVersion.parse(release.version()).map(version -> new DatedVersion(version, release.releasedOn()));
    }

    public static SupportPeriod supportPeriod(ProductChanged changed) {
        return new SupportPeriod(changed.endOfLife(), changed.changedAt());
    }
}
