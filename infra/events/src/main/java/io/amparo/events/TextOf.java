package io.amparo.events;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What the text of a component, or of each item of a list, contains: a value of an enum, or the text form of a type such as
 * {@link java.time.Duration}. The component stays a {@code String}, because a later version may add values to {@link Vocabulary},
 * and a reader must accept a value that it does not know.
 */
@Target({ElementType.RECORD_COMPONENT, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface TextOf {
    Class<?> value();
}
