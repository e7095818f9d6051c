package io.amparo.entitlement.statement;

import io.amparo.entitlement.ledger.LotEntries;
import io.amparo.entitlement.ledger.Lots;
import io.amparo.entitlement.ledger.Rounding;
import io.amparo.entitlement.message.LocalizedMessages;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class StatementConfig {

    @Bean
    PrepareStatement prepareStatement(Lots lots, LotEntries entries, Rounding rounding) {
        return new PrepareStatement(lots, entries, rounding);
    }

    @Bean
    StatementTexts statementTexts(LocalizedMessages messages) {
        return new StatementTexts(messages);
    }
}
