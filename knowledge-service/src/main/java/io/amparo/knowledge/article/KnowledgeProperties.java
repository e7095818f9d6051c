package io.amparo.knowledge.article;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Configuration of the knowledge service.
 *
 * @param refresh interval after which an instance finds the articles that other instances wrote
 */
@Validated
@ConfigurationProperties("amparo.knowledge")
record KnowledgeProperties(@NotNull Duration refresh) {}
