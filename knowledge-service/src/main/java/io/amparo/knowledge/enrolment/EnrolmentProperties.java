package io.amparo.knowledge.enrolment;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Configuration of the enrolments.
 *
 * @param repairInterval interval between checks for results and certificates that a crash has left open
 */
@Validated
@ConfigurationProperties("amparo.enrolments")
record EnrolmentProperties(@NotNull @DefaultValue("30s") Duration repairInterval) {}
