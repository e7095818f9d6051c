package io.amparo.eol.feed;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the feeds.
 *
 * @param url address of the gateway, with which the links in feeds begin
 * @param vendor name of the author of the feeds
 * @param refresh time for which a reading of the catalogue serves all readers
 * @param maxAge time for which a reader may keep a feed
 */
@Validated
@ConfigurationProperties("amparo.feeds")
record FeedProperties(@NotNull @Pattern(regexp = "https?://.*[^/]") String url, @NotBlank String vendor,
        @NotNull Duration refresh, @NotNull Duration maxAge) {}
