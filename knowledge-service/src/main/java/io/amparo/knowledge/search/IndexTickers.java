package io.amparo.knowledge.search;

import io.amparo.platform.Adapter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/** Creates the ticker of each collection. */
@Adapter
public record IndexTickers(SearchIndex index, Clock clock, MeterRegistry meters) {
    public IndexTicker of(SearchSource source) {
        return new IndexTicker(source, index, clock,
                Counter.builder("amparo.ticker.failures").description("Due aggregates that failed and are retried")
                        .tag("collection", source.collection().toString()).register(meters)::increment);
    }
}
