package io.amparo.knowledge.course;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Configuration of the courses.
 *
 * @param fileSweep interval in which files are removed that no draft and no version names
 */
@Validated
@ConfigurationProperties("amparo.courses")
record CourseProperties(@NotNull @DefaultValue("1h") Duration fileSweep) {}
