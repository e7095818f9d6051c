package io.amparo.knowledge.person;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits against spam. They apply to a person who is new: who has fewer posts or whose first post is younger than this.
 *
 * @param trustedPosts posts after which a person is not new any more
 * @param trustedAge time since the first post after which a person is not new any more
 * @param postsPerHour posts of a new person in any 60 minutes
 * @param linksPerPost links in a post of a new person
 */
@Validated
@ConfigurationProperties("amparo.forum.new-people")
record WritingLimits(@DefaultValue("10") @Min(0) int trustedPosts, @NotNull @DefaultValue("3d") Duration trustedAge,
        @DefaultValue("5") @Min(1) int postsPerHour, @DefaultValue("2") @Min(0) int linksPerPost) {}
