package io.amparo.platform.security;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Restricts a controller or method to the vendor's staff, or to the named roles. It is checked before the request is read, so
 * that a caller without access learns nothing about valid requests. The annotation of a method overrides the one of its
 * controller.
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Staff {
    /** Allowed roles; empty for all roles of staff. */
    Role[] value() default {};
}
