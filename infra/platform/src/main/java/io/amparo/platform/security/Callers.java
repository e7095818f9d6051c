package io.amparo.platform.security;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Documents who may call an operation that checks its caller by itself. Without it and without {@link Staff}, everyone with a
 * token may. It restricts nothing; the security matrix requires that it names exactly the callers that succeed.
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Callers {
    /** Everyone, also without a token: a path of {@code amparo.public-paths}. */
    String PUBLIC = "public";
    /** Everyone with a token, but not a reader who changes or computes something. */
    String SIGNED_IN = "signed-in";
    /** Everyone with a verified e-mail address, staff included. */
    String PERSON = "person";
    /** Named contacts of customers. */
    String CONTACT = "contact";
    /** Contacts who may name other contacts. */
    String CONTRACT_ADMINISTRATOR = "contract-administrator";
    /** Machine clients of customers. */
    String MACHINE = "machine";

    /** Callers that are not staff. */
    String[] value() default {};

    /** Roles of the vendor's staff; every role by default. */
    Role[] staff() default {Role.AGENT, Role.MANAGER, Role.PRODUCT_MANAGER, Role.ADMIN};
}
