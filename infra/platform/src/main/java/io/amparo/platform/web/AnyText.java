package io.amparo.platform.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Marks a {@link RequestParam} for which no text is invalid, such as a query that a person has pasted. Each character that is not
 * interchangeable becomes U+FFFD, a sign without meaning, instead of a 422.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface AnyText {}
