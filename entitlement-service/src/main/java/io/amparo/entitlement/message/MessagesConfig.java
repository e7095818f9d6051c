package io.amparo.entitlement.message;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.i18n.LocaleContextHolder;

@Configuration
class MessagesConfig {
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    @Bean
    LocalizedMessages localizedMessages(MessageSource messageSource) {
        return (key, details) -> {
            var language = LocaleContextHolder.getLocale();
            return messageSource.getMessage(key, details.stream().map(detail -> formatDetail(detail, language)).toArray(), key,
                    language);
        };
    }

    private static String formatDetail(String detail, Locale language) {
        return DATE.matcher(detail).matches()
                ? DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(language).format(LocalDate.parse(detail))
                : detail;
    }
}
