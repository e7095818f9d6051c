package io.amparo.knowledge.xapi;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the statements.
 *
 * @param homePage address with which the accounts of people and the ids of courses begin
 * @param delay how old a statement is before it can be read: longer than clock skew plus the duration of a write, so that no
 *     statement appears before one that was read
 */
@Validated
@ConfigurationProperties("amparo.xapi")
record XapiProperties(
        @Pattern(regexp = "https?://.*[^/]", message = "must be an address such as https://support.example: set PORTAL_URL") String homePage,
        @NotNull @DefaultValue("5s") Duration delay) {}
