package io.amparo.platform.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Documents that a text, or each item of a list of texts, is a value of an enum, in its text form ({@code toString}). The OpenAPI
 * document then refers to the enum by its name. The component stays a {@code String}, because its own code checks it and names
 * the field by its whole path, or because it comes from an event, whose later version may have more values.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface OneOf {
    Class<? extends Enum<?>> value();
}
