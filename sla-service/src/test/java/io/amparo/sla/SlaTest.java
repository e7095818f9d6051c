package io.amparo.sla;

import io.amparo.testkit.ServiceTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The one running sla-service that all integration tests of its features share. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ServiceTest(value = {"amparo.demo=true", "SLA_STANDBY_REPLICAS=1"}, name = "sla")
public @interface SlaTest {}
