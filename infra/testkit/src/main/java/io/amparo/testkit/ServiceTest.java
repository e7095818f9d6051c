package io.amparo.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;

/**
 * Runs one service on a port of its own with real Kafka and a document store ({@link Backends}), with a database and topics of
 * this test class alone, or of all that give the same name. The test may have injected: {@link Api}, {@link Wire},
 * {@link SecurityMatrix}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
public @interface ServiceTest {

    /** Further properties, as {@code name=value}. */
    String[] value() default {};

    /** Test classes of one name, and the same properties, share one running service with its database and topics. */
    String name() default "";
}
