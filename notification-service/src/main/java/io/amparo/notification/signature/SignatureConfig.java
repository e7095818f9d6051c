package io.amparo.notification.signature;

import io.amparo.platform.store.Outbox;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class SignatureConfig {

    @Bean
    SigningKeys mailSigningKeys(Outbox outbox) {
        return new SigningKeys(outbox);
    }

    @Bean
    MailSigner mailSigner(SigningKeys mailSigningKeys) {
        return new MailSigner(mailSigningKeys::key);
    }

    @Bean
    SignedToken noticeTokens(MailSigner signer) {
        return new SignedToken(signer, "notice");
    }

    @Bean
    SignedToken unsubscribeTokens(MailSigner signer) {
        return new SignedToken(signer, "unsubscribe");
    }
}
