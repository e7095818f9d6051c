package io.amparo.eol.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.eol.product.CatalogueProduct;
import io.amparo.eol.product.CatalogueProduct.ApprovedEnd;
import java.io.StringReader;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/**
 * The formats are read by parsers of other authors: ical4j for iCalendar, the one of the JDK for Atom with the rules of RFC 4287.
 */
class FeedFormatsTest {
    private static final String ATOM = "http://www.w3.org/2005/Atom";
    private static final Instant APPROVED = Instant.parse("2026-11-27T10:00:00Z");
    private static final ApprovedEnd FIRST = end("0192d4f0-9a3b-7c5d-8e1f-2a3b4c5d6e7f", "2027-12-31", null, APPROVED);
    private static final ApprovedEnd MOVED = end("0192d4f0-9a3b-7c5d-8e1f-2a3b4c5d6e80", "2028-06-30", "2027-12-31",
            APPROVED.plusSeconds(86_400));

    @Test
    void calendar_moves_its_event_with_the_date() throws Exception {
        var first = event(CalendarFeed.write(feed(product(FIRST)), texts("pt-BR")));
        var moved = event(CalendarFeed.write(feed(product(FIRST, MOVED)), texts("pt-BR")));

        assertThat(value(first, Property.UID)).isEqualTo(value(moved, Property.UID));
        assertThat(value(first, Property.SEQUENCE)).isEqualTo("0");
        assertThat(value(moved, Property.SEQUENCE)).isEqualTo("1");
        assertThat(value(first, Property.DTSTART)).isEqualTo("20271231");
        assertThat(value(first, Property.DTEND)).isEqualTo("20280101");
        assertThat(value(moved, Property.DTSTART)).isEqualTo("20280630");
        assertThat(value(moved, Property.SUMMARY)).isEqualTo("Fim de vida: OpMon 8; \"clássico\"");
        assertThat(value(moved, Property.DESCRIPTION)).contains("Motivo: Its platform ends, at last\n")
                .contains("Produto sucessor: opmon-9");
        assertThat(moved.getAlarms()).extracting(alarm -> alarm.<Property>getProperty(Property.TRIGGER).orElseThrow().getValue())
                .containsExactly("-P90D", "-P30D", "-P1W");
    }

    @Test
    void long_text_is_folded_between_characters_and_read_as_it_was() throws Exception {
        var reason = "A manutenção da versão acabará; razões: ção, \uD83D\uDE80 e \\n\n".repeat(40).strip();
        var end = new ApprovedEnd(FIRST.announcementId(), FIRST.endOfLife(), null, reason, null, null, APPROVED);

        var event = event(CalendarFeed.write(feed(product(end)), texts("pt-BR")));

        assertThat(value(event, Property.DESCRIPTION)).isEqualTo("Motivo: " + reason);
    }

    @Test
    void calendar_is_the_same_for_the_same_catalogue() {
        var feed = feed(product(FIRST, MOVED), without());

        assertThat(CalendarFeed.write(feed, texts("en"))).isEqualTo(CalendarFeed.write(feed, texts("en")))
                .contains("DTSTAMP:20261128T100000Z").contains("NAME:End of life of the products");
        assertThat(CalendarFeed.write(feed(without()), texts("en"))).doesNotContain("VEVENT");
    }

    @Test
    void atom_feed_has_what_the_standard_requires() throws Exception {
        var xml = AtomFeed.write(feed(product(FIRST, MOVED)), texts("es"));
        var factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        var feed = factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml))).getDocumentElement();

        assertThat(feed.getNamespaceURI() + " " + feed.getLocalName()).isEqualTo(ATOM + " feed");
        assertThat(text(feed, "id")).startsWith("urn:uuid:");
        assertThat(text(feed, "title")).isEqualTo("Fin de vida de los productos");
        assertThat(OffsetDateTime.parse(text(feed, "updated")).toInstant()).isEqualTo(MOVED.approvedAt());
        assertThat(text(children(feed, "author").getFirst(), "name")).isEqualTo("OpServices");
        assertThat(children(feed, "link")).singleElement().satisfies(link -> {
            assertThat(link.getAttribute("rel")).isEqualTo("self");
            assertThat(link.getAttribute("href")).isEqualTo("https://support.example/api/v1/feeds/eol.atom");
        });
        var ids = new HashSet<String>();
        for (var entry : children(feed, "entry")) {
            assertThat(ids.add(text(entry, "id"))).isTrue();
            assertThat(text(entry, "title")).isNotBlank();
            assertThat(OffsetDateTime.parse(text(entry, "published"))).isEqualTo(OffsetDateTime.parse(text(entry, "updated")));
            assertThat(children(entry, "link")).singleElement().satisfies(link -> assertThat(link.getAttribute("href"))
                    .isEqualTo("https://support.example/api/v1/eol/api/v1/products/opmon-8"));
        }
        assertThat(ids).containsExactlyInAnyOrder("urn:uuid:" + FIRST.announcementId(), "urn:uuid:" + MOVED.announcementId());
        assertThat(text(children(feed, "entry").getFirst(), "title"))
                .isEqualTo("OpMon 8; \"clássico\": el fin de vida pasó del 31 de diciembre de 2027 al 30 de junio de 2028");
    }

    @Test
    void feeds_of_news_have_the_newest_hundred_announcements() {
        var ends = IntStream.range(0, 150)
                .mapToObj(i -> end("00000000-0000-0000-0000-%012d".formatted(i), "2028-01-01", null, APPROVED.plusSeconds(i)))
                .toArray(ApprovedEnd[]::new);

        var items = JsonFeed.of(feed(product(ends)), texts("en")).items();

        assertThat(items).hasSize(100);
        assertThat(items.getFirst().datePublished()).isEqualTo(APPROVED.plusSeconds(149));
    }

    private static VEvent event(String text) throws Exception {
        assertThat(text.lines()).allMatch(line -> line.getBytes(UTF_8).length <= 75);
        var calendar = new CalendarBuilder().build(new StringReader(text));
        assertThat(calendar.validate().hasErrors()).isFalse();
        List<VEvent> events = calendar.getComponents();
        return events.getFirst();
    }

    private static String value(VEvent event, String property) {
        return event.<Property>getProperty(property).orElseThrow().getValue();
    }

    private static Feed feed(CatalogueProduct... products) {
        return new Feed("urn:uuid:0192d4f0-9a3b-7c5d-8e1f-2a3b4c5d6e70", "/api/v1/feeds/eol", "https://support.example",
                "OpServices", false, List.of(products));
    }

    private static CatalogueProduct product(ApprovedEnd... ends) {
        return new CatalogueProduct("opmon-8", "OpMon 8; \"clássico\"", "opmon", List.of(), ends[ends.length - 1].endOfLife(),
                List.of(ends), APPROVED);
    }

    private static CatalogueProduct without() {
        return new CatalogueProduct("opmon-9", "OpMon 9", "opmon", List.of(), null, List.of(), APPROVED);
    }

    private static ApprovedEnd end(String id, String day, @Nullable String previous, Instant at) {
        return new ApprovedEnd(id, LocalDate.parse(day), previous == null ? null : LocalDate.parse(previous),
                "Its platform ends, at last", "opmon-9", null, at);
    }

    private static FeedTexts texts(String language) {
        var messages = new ResourceBundleMessageSource();
        messages.setBasename("messages");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        return new FeedTexts(messages, Locale.forLanguageTag(language));
    }

    private static String text(Element parent, String name) {
        assertThat(children(parent, name)).as(name).hasSize(1);
        return children(parent, name).getFirst().getTextContent();
    }

    private static List<Element> children(Element parent, String name) {
        var nodes = parent.getChildNodes();
        return IntStream.range(0, nodes.getLength()).mapToObj(nodes::item)
                .flatMap(node -> node instanceof Element element ? Stream.of(element) : Stream.empty())
                .filter(element -> ATOM.equals(element.getNamespaceURI()) && name.equals(element.getLocalName())).toList();
    }
}
