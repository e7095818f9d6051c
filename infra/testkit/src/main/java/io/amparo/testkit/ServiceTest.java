package io.amparo.testkit;

import io.amparo.clients.EventClient;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;

/**
 * Runs one service on a random port with real Kafka and a document store ({@link Backends}). Database and topics belong to this
 * test class alone, or to all test classes with the same name. Tests can inject {@link ApiClients}, {@link EventClient},
 * {@link SecurityMatrix} and {@link QueryParameters}. {@link PublishedRecords} checks what they have published.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(PublishedRecords.class)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
public @interface ServiceTest {

    /** Additional properties, as {@code name=value}. */
    String[] value() default {};

    /** Test classes with the same name and properties share one running service with its database and topics. */
    String name() default "";
}
