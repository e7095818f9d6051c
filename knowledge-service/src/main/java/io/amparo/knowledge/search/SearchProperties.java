package io.amparo.knowledge.search;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Configuration of the search.
 *
 * @param refresh interval after which an instance finds what other instances wrote
 */
@Validated
@ConfigurationProperties("amparo.search")
record SearchProperties(@NotNull Duration refresh) {}
