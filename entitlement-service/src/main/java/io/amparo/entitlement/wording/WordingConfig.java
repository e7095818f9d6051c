package io.amparo.entitlement.wording;

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
class WordingConfig {
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    @Bean
    Wording wording(MessageSource texts) {
        return (key, details) -> {
            var language = LocaleContextHolder.getLocale();
            return texts.getMessage(key, details.stream().map(detail -> spoken(detail, language)).toArray(), key, language);
        };
    }

    private static String spoken(String detail, Locale language) {
        return DATE.matcher(detail).matches()
                ? DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(language).format(LocalDate.parse(detail))
                : detail;
    }
}
