package io.amparo.platform.security;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Only for the vendor's staff, with one of these roles where any are named. Looked at before anything else of a request: whoever
 * may not do a thing learns nothing of how it is to be asked for. A method's own annotation wins over its controller's.
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Staff {
    Role[] value() default {};
}
