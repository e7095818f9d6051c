package io.amparo.eol.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import biweekly.ICalVersion;
import biweekly.ICalendar;
import biweekly.component.VAlarm;
import biweekly.component.VEvent;
import biweekly.io.text.ICalWriter;
import biweekly.parameter.Related;
import biweekly.property.Trigger;
import biweekly.util.DateTimeComponents;
import biweekly.util.Duration;
import biweekly.util.ICalDate;
import io.amparo.eol.product.CatalogueProduct;
import io.amparo.eol.product.CatalogueProduct.ApprovedEnd;
import io.amparo.platform.Adapter;
import io.amparo.platform.Ids;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;

/**
 * Writes the ends of life as an iCalendar file (RFC 5545): one event of a whole day for each product. Its UID stays, and its
 * SEQUENCE rises with each change of the date, so that a calendar moves the event.
 */
@Adapter
final class CalendarFeed {
    private static final String PRODUCT_ID = "-//Amparo//End of life//EN";
    private static final int MAX_OCTETS = 75;
    private static final List<Integer> ALARM_DAYS = List.of(90, 30, 7);

    static String write(Feed feed, FeedTexts texts) {
        var calendar = new ICalendar();
        calendar.setProductId(PRODUCT_ID);
        calendar.setName(texts.title(feed.personal()));
        calendar.setRefreshInterval(new Duration.Builder().hours(12).build());
        feed.products().stream().filter(product -> !product.announced().isEmpty())
                .forEach(product -> calendar.addEvent(event(feed, product, texts)));
        return fold(unfolded(calendar));
    }

    private static String unfolded(ICalendar calendar) {
        var text = new StringWriter();
        try (var writer = new ICalWriter(text, ICalVersion.V2_0)) {
            writer.getVObjectWriter().getFoldedLineWriter().setLineLength(null);
            writer.write(calendar);
        } catch (IOException e) {
            throw new UncheckedIOException("A StringWriter does not fail", e);
        }
        return text.toString();
    }

    /** Folds lines after 75 octets (RFC 5545, 3.1), but never within a character: the library counts characters. */
    private static String fold(String text) {
        var folded = new StringBuilder(text.length() + text.length() / MAX_OCTETS);
        int octets = 0;
        for (int character : text.codePoints().toArray()) {
            int length = Character.toString(character).getBytes(UTF_8).length;
            boolean isLineBreak = character == '\r' || character == '\n';
            if (!isLineBreak && octets + length > MAX_OCTETS) {
                folded.append("\r\n ");
                octets = 1;
            }
            folded.appendCodePoint(character);
            octets = isLineBreak ? 0 : octets + length;
        }
        return folded.toString();
    }

    private static VEvent event(Feed feed, CatalogueProduct product, FeedTexts texts) {
        ApprovedEnd end = product.announced().getLast();
        var event = new VEvent();
        event.setUid(Ids.uuidOf("end-of-life/" + product.id()));
        event.setSequence(product.announced().size() - 1);
        // The instant of the announcement: the same state of the catalogue gives the same bytes, and so the same ETag.
        event.setDateTimeStamp(Date.from(end.approvedAt()));
        event.setLastModified(Date.from(end.approvedAt()));
        event.setDateStart(date(end.endOfLife()), false);
        event.setDateEnd(date(end.endOfLife().plusDays(1)), false);
        event.setSummary(texts.event(product));
        event.setDescription(texts.description(end));
        event.setTransparency(true);
        event.setUrl(feed.productLink(product));
        for (int days : ALARM_DAYS)
            event.addAlarm(VAlarm.display(new Trigger(new Duration.Builder().prior(true).days(days).build(), Related.START),
                    texts.alarm(product, end.endOfLife())));
        return event;
    }

    private static ICalDate date(LocalDate day) {
        return new ICalDate(new DateTimeComponents(day.getYear(), day.getMonthValue(), day.getDayOfMonth()), false);
    }

    private CalendarFeed() {}
}
