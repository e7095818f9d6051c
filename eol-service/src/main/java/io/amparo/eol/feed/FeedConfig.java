package io.amparo.eol.feed;

import io.amparo.eol.customer.CustomerListener;
import io.amparo.eol.customer.Customers;
import io.amparo.eol.product.Catalogue;
import io.amparo.platform.VendorClock;
import io.amparo.platform.store.Outbox;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
@EnableConfigurationProperties(FeedProperties.class)
class FeedConfig {

    @Bean
    CatalogueReadings catalogueReadings(Catalogue catalogue, VendorClock time, FeedProperties feeds) {
        return new CatalogueReadings(catalogue, time, feeds.refresh());
    }

    @Bean
    FeedKeys feedKeys(Outbox outbox) {
        return new FeedKeys(outbox);
    }

    @Bean
    FeedLinks feedLinks(FeedKeys keys) {
        return new FeedLinks(keys.key());
    }

    @Bean
    PersonalFeeds personalFeeds(Outbox outbox) {
        return new PersonalFeeds(outbox);
    }

    @Bean
    CreateFeed createFeed(PersonalFeeds feeds, FeedLinks links) {
        return new CreateFeed(feeds, links);
    }

    @Bean
    InstalledProducts installedProducts(Customers customers) {
        return new InstalledProducts(customers);
    }

    @Bean
    CustomerListener revokeFeedsOfFormerContacts(Customers customers, PersonalFeeds feeds) {
        return new RevokeFeedsOfFormerContacts(customers, feeds);
    }
}
