package io.amparo.knowledge.forum;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Configuration of the forum.
 *
 * @param categories ids of the categories; their names are the messages {@code forum.category.<id>}
 * @param editTime time in which authors may edit and delete their posts
 * @param erasureInterval time after which the traces of an erased person are removed from texts
 */
@Validated
@ConfigurationProperties("amparo.forum")
record ForumProperties(
        @NotEmpty @DefaultValue( {"installation", "monitoring", "alerts", "dashboards", "integrations", "development",
                "community"}) List<@Pattern(regexp = "[a-z][a-z-]{0,39}") String> categories,
        @NotNull @DefaultValue("24h") Duration editTime, @NotNull @DefaultValue("5s") Duration erasureInterval){}
