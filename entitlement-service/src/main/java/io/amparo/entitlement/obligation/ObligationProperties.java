package io.amparo.entitlement.obligation;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** @param tick interval in which ended assessments are published and holdings reviewed after a change of the catalogue */
@Validated
@ConfigurationProperties("amparo.obligations")
record ObligationProperties(@NotNull @DefaultValue("30s") Duration tick) {}
