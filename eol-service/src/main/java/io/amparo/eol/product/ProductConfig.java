package io.amparo.eol.product;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.eol.product.ProductController.RegisterProductRequest;
import io.amparo.eol.product.EndsOfLife.EndOfLife;
import io.amparo.platform.VendorClock;
import io.amparo.platform.store.DueAggregates;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Versioned;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import tools.jackson.databind.json.JsonMapper;

@Configuration
@EnableConfigurationProperties(EolProperties.class)
class ProductConfig {

    @Bean
    VendorClock vendorClock(Clock clock, EolProperties eol) {
        return new VendorClock(clock, eol.zone());
    }

    @Bean
    Products products(Outbox outbox) {
        return new Products(outbox);
    }

    @Bean
    Catalogue catalogue(Products products) {
        return new ReadCatalogue(products);
    }

    @Bean
    EndsOfLife endsOfLife(Products products) {
        return id -> products.find(id).map(Versioned::state)
                .flatMap(product -> product.endOfLife().map(day -> new EndOfLife(product.name(), day)));
    }

    @Bean
    RegisterProduct registerProduct(Products products, VendorClock time) {
        return new RegisterProduct(products, time);
    }

    @Bean
    DescribeProduct describeProduct(Products products, VendorClock time) {
        return new DescribeProduct(products, time);
    }

    @Bean
    AnnounceEndOfLife announceEndOfLife(Products products, VendorClock time) {
        return new AnnounceEndOfLife(products, time);
    }

    @Bean
    ApproveEndOfLife approveEndOfLife(Products products, VendorClock time) {
        return new ApproveEndOfLife(products, time);
    }

    @Bean
    ChangeDate changeDate(Products products, VendorClock time) {
        return new ChangeDate(products, time);
    }

    @Bean
    ProductTicker noticeTicker(Products products, VendorClock time, Clock clock, MeterRegistry meters) {
        return new ProductTicker(products, new DueAggregates(products, clock, meters), time);
    }

    @Bean
    SchedulingConfigurer noticeSchedule(ProductTicker ticker, EolProperties eol) {
        return tasks -> tasks.addFixedDelayTask(ticker::tick, eol.tick());
    }

    /** Inserts the demonstration products; existing products stay unchanged. */
    @Bean
    @ConditionalOnBooleanProperty("amparo.demo")
    ApplicationRunner demoProducts(Products products, JsonMapper json, VendorClock time) {
        return _ -> {
            for (var product : json.readValue(new ClassPathResource("demo/products.json").getContentAsString(UTF_8),
                    RegisterProductRequest[].class))
                products.insert(product.id(), "demo", Product.register(product.id(), product.description(), time.now()));
        };
    }
}
