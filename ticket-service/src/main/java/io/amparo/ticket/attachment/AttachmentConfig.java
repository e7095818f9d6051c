package io.amparo.ticket.attachment;

import io.amparo.platform.file.StoredFiles;
import io.amparo.platform.store.Outbox;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class AttachmentConfig {

    @Bean
    Attachments attachments(Outbox outbox, StoredFiles files) {
        return new Attachments(outbox, files);
    }
}
