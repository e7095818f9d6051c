package io.amparo.knowledge.article;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/** {@code refresh}: how soon an instance finds what another one wrote. */
@Validated
@ConfigurationProperties("amparo.knowledge")
record KnowledgeProperties(@NotNull Duration refresh) {}
