package io.amparo.entitlement.ledger;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The vendor's rules of the ledgers.
 *
 * @param reservationTimeout when a reservation ends whose ticket has not appeared; longer than events of tickets usually take
 * @param tick interval in which lots expire and interrupted work is completed
 */
@Validated
@ConfigurationProperties("amparo.ledger")
public record LedgerProperties(@NotNull @DefaultValue("15m") Duration reservationTimeout,
        @NotNull @DefaultValue("30s") Duration tick) {}
