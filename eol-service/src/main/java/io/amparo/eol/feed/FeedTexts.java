package io.amparo.eol.feed;

import io.amparo.eol.product.CatalogueProduct;
import io.amparo.eol.product.CatalogueProduct.ApprovedEnd;
import io.amparo.platform.Adapter;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/** The texts of the feeds in one language. */
@Adapter
record FeedTexts(MessageSource messages, Locale language) {

    String title(boolean personal) {
        return text(personal ? "feed.title-personal" : "feed.title");
    }

    String event(CatalogueProduct product) {
        return text("feed.event", product.name());
    }

    String alarm(CatalogueProduct product, LocalDate end) {
        return text("feed.announced", product.name(), day(end));
    }

    String announced(CatalogueProduct product, ApprovedEnd end) {
        return end.previous() == null
                ? alarm(product, end.endOfLife())
                : text("feed.moved", product.name(), day(end.previous()), day(end.endOfLife()));
    }

    /** Returns the reason, the successor and the way to it, each on its own line. */
    String description(ApprovedEnd end) {
        return Stream.of(line("feed.reason", end.reason()), line("feed.successor", end.successor()),
                line("feed.migration-path", end.migrationPath())).flatMap(line -> line).collect(Collectors.joining("\n"));
    }

    private Stream<String> line(String key, @Nullable String value) {
        return Stream.ofNullable(value).map(text -> text(key, text));
    }

    private String day(LocalDate day) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(language).format(day);
    }

    private String text(String key, Object... arguments) {
        return messages.getMessage(key, arguments, language);
    }
}
