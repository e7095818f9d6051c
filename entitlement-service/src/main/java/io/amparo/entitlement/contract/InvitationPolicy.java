package io.amparo.entitlement.contract;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The vendor's rules of invitations. The limits of mails protect the mailboxes of people who never asked for one: withdrawing an
 * invitation does not reset them.
 *
 * @param validFor how long an invitation can be accepted
 * @param mailsPerAddress mails of one customer to one address within the mail period
 * @param mailsPerCustomer mails of one customer within the mail period
 * @param mailPeriod period in which mails are counted
 * @param tick interval in which boundaries of customers are published and what has ended is removed
 */
@Validated
@ConfigurationProperties("amparo.invitations")
public record InvitationPolicy(@NotNull @DefaultValue("14d") Duration validFor, @Min(1) @DefaultValue("3") int mailsPerAddress,
        @Min(1) @DefaultValue("20") int mailsPerCustomer, @NotNull @DefaultValue("1d") Duration mailPeriod,
        @NotNull @DefaultValue("1m") Duration tick) {}
