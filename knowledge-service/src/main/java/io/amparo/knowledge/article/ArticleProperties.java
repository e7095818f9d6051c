package io.amparo.knowledge.article;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the articles.
 *
 * @param ticketUrl base URL of ticket-service
 * @param tick interval between checks for due reviews
 */
@Validated
@ConfigurationProperties("amparo.articles")
record ArticleProperties(@NotBlank String ticketUrl, @NotNull Duration tick) {}
