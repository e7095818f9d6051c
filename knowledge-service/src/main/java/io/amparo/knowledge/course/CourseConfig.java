package io.amparo.knowledge.course;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.knowledge.product.Products;
import io.amparo.knowledge.search.IndexTicker;
import io.amparo.knowledge.search.IndexTickers;
import io.amparo.platform.file.StoredFiles;
import io.amparo.platform.store.Outbox;
import java.time.Clock;
import java.util.Map;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

@Configuration
@EnableConfigurationProperties(CourseProperties.class)
class CourseConfig {

    @Bean
    Courses courses(Outbox outbox) {
        return new Courses(outbox);
    }

    @Bean
    CourseVersions courseVersions(Outbox outbox) {
        return new CourseVersions(outbox);
    }

    @Bean
    CourseFiles courseFiles(Outbox outbox, StoredFiles contents) {
        return new CourseFiles(outbox, contents);
    }

    @Bean
    AddCourseFile addCourseFile(CourseFiles courseFiles, StoredFiles contents, Clock clock) {
        return new AddCourseFile(courseFiles, contents, clock);
    }

    @Bean
    SchedulingConfigurer courseFileSweep(Courses courses, CourseVersions courseVersions, CourseFiles courseFiles,
            CourseProperties properties, Clock clock) {
        var unused = new UnusedCourseFiles(courses, courseVersions, courseFiles, clock);
        return tasks -> tasks.addFixedDelayTask(unused::removeExpired, properties.fileSweep());
    }

    @Bean
    VisibleCourses visibleCourses(Courses courses, CourseVersions courseVersions, LearnerRevisions learnerRevisions) {
        return new VisibleCourses(courses, courseVersions, learnerRevisions);
    }

    @Bean
    CourseValidator courseValidator(Products products) {
        return new CourseValidator(products);
    }

    @Bean
    CreateCourse createCourse(Courses courses, CourseValidator courseValidator, Clock clock) {
        return new CreateCourse(courses, courseValidator, clock);
    }

    @Bean
    ReviseCourse reviseCourse(Courses courses, CourseValidator courseValidator, CourseFiles courseFiles, Clock clock) {
        return new ReviseCourse(courses, courseValidator, courseFiles, clock);
    }

    @Bean
    ChangeCourseState changeCourseState(Courses courses, CourseVersions courseVersions, CourseValidator courseValidator,
            IndexTicker courseIndex, Clock clock) {
        return new ChangeCourseState(courses, courseVersions, courseValidator, courseIndex, clock);
    }

    @Bean
    CourseResponses courseResponses(JsonMapper json) {
        return new CourseResponses(json);
    }

    @Bean
    IndexTicker courseIndex(Courses courses, IndexTickers tickers) {
        return tickers.of(new CourseSource(courses));
    }

    /** Inserts the demonstration courses; existing ones are not changed. */
    @Bean
    @Order(0)
    @ConditionalOnBooleanProperty("amparo.demo")
    ApplicationRunner demoCourses(Courses courses, CourseFiles courseFiles, AddCourseFile addCourseFile, JsonMapper json,
            Clock clock) {
        return _ -> {
            var demo = new Yaml().<Object>load(new ClassPathResource("demo/courses.yaml").getContentAsString(UTF_8));
            new DemoCourses(courses, courseFiles, addCourseFile, json).insert(json.convertValue(demo, Map[].class),
                    clock.instant());
        };
    }
}
