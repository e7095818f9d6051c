package io.amparo.notification.bounce;

import io.amparo.notification.delivery.CoalescingTrigger;
import io.amparo.notification.delivery.RecordReceipt;
import io.amparo.notification.signature.MailSigner;
import io.amparo.notification.signature.SignedAddress;
import io.amparo.platform.store.Outbox;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;

@Configuration
@EnableConfigurationProperties(BounceProperties.class)
class BounceConfig {

    @Bean
    MailboxLease mailboxLease(Outbox outbox) {
        return new MailboxLease(outbox);
    }

    /** Reads on a thread of its own: a slow mailbox must not delay the other periodic tasks. */
    @Bean
    SchedulingConfigurer bounceReads(BounceProperties settings, MailboxLease lease, MailSigner signer,
            @Value("${amparo.mail.bounce-domain:}") String domain, RecordReceipt recordReceipt, Clock clock) {
        if (!settings.isEnabled()) return _ -> {};
        if (domain.isBlank())
            throw new IllegalStateException("BOUNCE_IMAP_URL is set, but no mail asks for bounces: set BOUNCE_DOMAIN");
        var reads = new ReadBounces(new BounceMailbox(settings), lease, SignedAddress.bounces(signer, domain), recordReceipt,
                settings.maxMessages(), settings.interval(), clock);
        var trigger = new CoalescingTrigger(reads::run);
        return tasks -> tasks.addFixedDelayTask(trigger::trigger, settings.interval());
    }
}
