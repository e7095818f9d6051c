package io.amparo.knowledge.certificate;

import io.amparo.knowledge.product.Products;
import io.amparo.platform.VendorClock;
import io.amparo.platform.store.DueAggregates;
import io.amparo.platform.store.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;

@Configuration
@EnableConfigurationProperties(CertificateProperties.class)
class CertificateConfig {

    @Bean
    Certificates certificates(Outbox outbox) {
        return new Certificates(outbox);
    }

    @Bean
    MajorReleases majorReleases(Products products, CertificateProperties properties) {
        return new MajorReleases(products, properties.validityAfterMajor());
    }

    @Bean
    VendorClock vendorClock(Clock clock, CertificateProperties properties) {
        return new VendorClock(clock, properties.zone());
    }

    @Bean
    IssueCertificate issueCertificate(Certificates certificates, MajorReleases majorReleases, VendorClock clock) {
        return new IssueCertificate(certificates, majorReleases, new SecureRandom(), clock);
    }

    @Bean
    RevokeCertificate revokeCertificate(Certificates certificates, Clock clock) {
        return new RevokeCertificate(certificates, clock);
    }

    @Bean
    CertificateTexts certificateTexts(MessageSource messageSource, CertificateProperties properties, VendorClock clock) {
        return new CertificateTexts(messageSource, properties.portalUrl(), clock);
    }

    @Bean
    VerificationPage verificationPage(CertificateTexts certificateTexts) {
        return new VerificationPage(certificateTexts);
    }

    @Bean
    SchedulingConfigurer certificateTicks(Certificates certificates, MajorReleases majorReleases,
            CertificateProperties properties, VendorClock clock, MeterRegistry meters) {
        var ticker = new ExpiryTicker(certificates, majorReleases, new DueAggregates(certificates, clock.clock(), meters), clock);
        return tasks -> tasks.addFixedDelayTask(ticker::tick, properties.tick());
    }
}
