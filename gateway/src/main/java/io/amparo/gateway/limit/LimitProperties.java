package io.amparo.gateway.limit;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What can be occupied at the same time. No limit for one owner reaches the limit for all, so one caller cannot stop the others.
 * Measured: a connection without a request needs 8 kB of memory, one with an incomplete head 41 kB, a request in progress 128 kB.
 *
 * @param connections open connections in all; further ones wait in the accept queue
 * @param connectionsPerAddress open connections of one address; further ones are closed at once
 * @param headTimeout maximum time until the head of a request is complete, however slowly its bytes arrive
 * @param requests requests in progress with a valid token
 * @param requestsPerPerson requests in progress of one person or machine
 * @param anonymousRequests requests in progress without a valid token
 * @param anonymousRequestsPerAddress requests in progress without a valid token, of one address
 * @param requestsPerService requests in progress at one service, less than its connections, of which other services need some
 * @param streamsPerPerson open event streams of one person
 * @param streamsPerService open event streams at one service
 * @param bodies memory for request bodies in all
 * @param bodiesPerCaller memory for request bodies of one person, or of one address without a valid token
 */
@Validated
@ConfigurationProperties("amparo.gateway.limits")
public record LimitProperties(@Min(1) @DefaultValue("2000") int connections,
        @Min(1) @DefaultValue("200") int connectionsPerAddress, @NotNull @DefaultValue("20s") Duration headTimeout,
        @Min(1) @DefaultValue("500") int requests, @Min(1) @DefaultValue("50") int requestsPerPerson,
        @Min(1) @DefaultValue("100") int anonymousRequests, @Min(1) @DefaultValue("30") int anonymousRequestsPerAddress,
        @Min(1) @DefaultValue("250") int requestsPerService, @Min(1) @DefaultValue("5") int streamsPerPerson,
        @Min(1) @DefaultValue("150") int streamsPerService, @NotNull @DefaultValue("24MB") DataSize bodies,
        @NotNull @DefaultValue("4MB") DataSize bodiesPerCaller) {}
