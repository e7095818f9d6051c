package io.amparo.sla.request;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an endpoint whose work grows with its input. It runs only with a permit ({@link ComputationPermits}), else the answer is
 * 429 with {@code Retry-After}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Computation {
    /** Heap that the computation needs at most, without its request body. */
    int megabytes();
}
