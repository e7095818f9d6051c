package io.amparo.knowledge.article;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the articles.
 *
 * @param tick interval between checks for due reviews
 */
@Validated
@ConfigurationProperties("amparo.articles")
record ArticleProperties(@NotNull Duration tick) {}
