package io.amparo.platform;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a class, or all classes of a package, that connects the service to a framework or a library. Spring's own annotations
 * ({@code @Configuration}, {@code @RestController} …) do the same for the classes that carry them. Every other class of a service
 * is plain Java (architecture rule 1).
 */
@Documented
@Target({ElementType.TYPE, ElementType.PACKAGE})
@Retention(RetentionPolicy.CLASS)
public @interface Adapter {}
