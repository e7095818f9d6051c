package io.amparo.testkit;

import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Counts the commands of a service under test that imports this configuration. */
@TestConfiguration(proxyBeanMethods = false)
public class CommandCountsConfig {

    @Bean
    CommandCounts commandCounts() {
        return new CommandCounts();
    }

    @Bean
    MongoClientSettingsBuilderCustomizer countedCommands(CommandCounts commands) {
        return settings -> settings.addCommandListener(commands);
    }
}
