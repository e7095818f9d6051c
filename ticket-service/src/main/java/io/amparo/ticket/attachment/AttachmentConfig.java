package io.amparo.ticket.attachment;

import com.mongodb.client.MongoClient;
import io.amparo.platform.ServiceProperties;
import io.amparo.platform.store.Outbox;
import io.amparo.ticket.attachment.AttachmentScanner.Verdict;
import jakarta.validation.constraints.Size;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.validation.annotation.Validated;

@Configuration
@EnableConfigurationProperties(AttachmentConfig.AttachmentProperties.class)
class AttachmentConfig {

    /** @param linkKey secret that signs download links, equal in all instances */
    @Validated
    @ConfigurationProperties("amparo.attachments")
    record AttachmentProperties(@Size(min = 32) String linkKey) {
        @Override
        public String toString() {
            return "AttachmentProperties[]";
        }
    }

    @Bean
    Attachments attachments(Outbox outbox, MongoClient client, ServiceProperties service,
            ObjectProvider<AttachmentScanner> scanner) {
        return new Attachments(outbox, client.getDatabase(service.database()),
                scanner.getIfAvailable(() -> _ -> new Verdict.Unscanned()));
    }

    @Bean
    DownloadLinks downloadLinks(AttachmentProperties properties) {
        return new DownloadLinks(properties.linkKey());
    }
}
