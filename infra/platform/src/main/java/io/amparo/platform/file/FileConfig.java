package io.amparo.platform.file;

import com.mongodb.client.MongoClient;
import io.amparo.platform.ServiceProperties;
import io.amparo.platform.file.FileScanner.Verdict;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.validation.annotation.Validated;

/** Files of a service that stores uploads. */
@AutoConfiguration
@ConditionalOnProperty("amparo.files.bucket")
@EnableConfigurationProperties(FileConfig.FileProperties.class)
class FileConfig {

    /**
     * @param bucket GridFS bucket
     * @param path path of the downloads, without the id
     * @param linkKey secret that signs download links, equal in all instances
     */
    @Validated
    @ConfigurationProperties("amparo.files")
    record FileProperties(@NotBlank String bucket, @NotBlank String path, @Size(min = 32) String linkKey) {
        @Override
        public String toString() {
            return "FileProperties[bucket=%s, path=%s]".formatted(bucket, path);
        }
    }

    @Bean
    StoredFiles storedFiles(MongoClient client, ServiceProperties service, FileProperties properties,
            ObjectProvider<FileScanner> scanner) {
        return new StoredFiles(client.getDatabase(service.database()), properties.bucket(),
                scanner.getIfAvailable(() -> _ -> new Verdict.Unscanned()));
    }

    @Bean
    DownloadLinks downloadLinks(FileProperties properties) {
        return new DownloadLinks(properties.path(), properties.linkKey());
    }

    @Bean
    FileDownloads fileDownloads(StoredFiles files, DownloadLinks links, Clock clock) {
        return new FileDownloads(files, links, clock);
    }
}
