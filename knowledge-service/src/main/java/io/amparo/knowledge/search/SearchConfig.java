package io.amparo.knowledge.search;

import io.amparo.platform.store.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.SchedulingConfigurer;

@Configuration
@EnableConfigurationProperties(SearchProperties.class)
class SearchConfig {

    @Bean
    SearchIndex searchIndex() {
        return new SearchIndex();
    }

    @Bean
    IndexTickers indexTickers(SearchIndex index, Clock clock, MeterRegistry meters) {
        return new IndexTickers(index, clock, meters);
    }

    @Bean
    EmptySearches emptySearches(Outbox outbox, Clock clock) {
        return new EmptySearches(outbox, clock);
    }

    @Bean
    SchedulingConfigurer indexTicks(List<IndexTicker> tickers, IndexRebuild rebuild, EmptySearches emptySearches,
            SearchProperties search) {
        return tasks -> {
            tickers.forEach(ticker -> tasks.addFixedDelayTask(ticker::tick, search.refresh()));
            tasks.addFixedDelayTask(rebuild::tick, search.refresh());
            tasks.addFixedDelayTask(emptySearches::flush, search.refresh());
        };
    }

    @Bean
    IndexRebuild indexRebuild(SearchIndex index, List<IndexTicker> tickers) {
        return new IndexRebuild(index, tickers);
    }

    /** Builds the index before the service reports ready, so a ready instance finds all published items. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    ApplicationRunner firstIndex(List<IndexTicker> tickers) {
        return _ -> tickers.forEach(IndexTicker::tick);
    }
}
