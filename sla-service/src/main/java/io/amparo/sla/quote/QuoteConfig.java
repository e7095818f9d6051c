package io.amparo.sla.quote;

import io.amparo.sla.customer.Customers;
import io.amparo.sla.plan.PublishedPolicies;
import io.amparo.sla.product.Products;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
@EnableConfigurationProperties(VendorProperties.class)
class QuoteConfig {

    @Bean
    QuoteSla quoteSla(PublishedPolicies policies, Customers customers, Products products) {
        return new QuoteSla(policies, customers::lookUp, products::supportPeriod);
    }

    @Bean
    SupportedVersionValidator supportedVersions(Products products, VendorProperties vendor) {
        return new SupportedVersionValidator(products::lineOf, vendor.zone());
    }
}
