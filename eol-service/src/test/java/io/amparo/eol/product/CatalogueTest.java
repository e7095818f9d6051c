package io.amparo.eol.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoClientSettings;
import io.amparo.eol.product.Announcement.Content;
import io.amparo.events.Vocabulary.LifecycleBasis;
import io.amparo.events.Vocabulary.LifecyclePhase;
import io.amparo.events.eol.EolEvent.EolReached;
import io.amparo.events.eol.EolEvent.ReleasePublished;
import io.amparo.events.product.ProductEvent.ProductChanged;
import io.amparo.events.product.ProductEvent.Release;
import io.amparo.platform.web.ApiException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bson.BsonDocumentReader;
import org.bson.Document;
import org.bson.codecs.DecoderContext;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CatalogueTest {
    private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final LocalDate END = LocalDate.of(2027, 12, 31);

    @Test
    void release_is_published_on_the_day_of_its_general_availability() {
        var planned = TODAY.plusDays(10);
        var product = Product.register("opmon-9", description(release("9.9", TODAY.minusYears(1)), release("9.10", planned)),
                noon(TODAY));

        assertThat(product.events()).hasOnlyElementsOfType(ProductChanged.class);
        assertThat(product.dueAt()).isEqualTo(Instant.parse("2026-12-02T03:00:00Z"));
        assertThat(product.state().emitDueEvents(noon(planned.minusDays(1))).events()).isEmpty();
        var published = product.state().emitDueEvents(noon(planned));
        assertThat(published.events()).containsExactly(
                new ReleasePublished("opmon-9", "OpMon", "9.10", planned, true, Instant.parse("2026-12-02T03:00:00Z")));
        assertThat(published.dueAt()).isNull();
        assertThat(published.state().emitDueEvents(noon(planned.plusDays(1))).events()).isEmpty();
    }

    @Test
    void release_that_is_added_on_its_day_is_published_at_once_and_history_is_not() {
        var product = Product.register("opmon-9", description(), noon(TODAY)).state();
        var described = product.describe(
                description(release("9.0", TODAY.minusDays(31)), release("9.10", TODAY), release("9.9", TODAY)), noon(TODAY));

        assertThat(described.events()).filteredOn(ReleasePublished.class::isInstance)
                .extracting(event -> ((ReleasePublished) event).version() + " " + ((ReleasePublished) event).newestOfMajor())
                .containsExactly("9.9 false", "9.10 true");
        assertThat(described.state().describe(description(release("9.10", TODAY.plusDays(3))), noon(TODAY)).events())
                .hasOnlyElementsOfType(ProductChanged.class);
    }

    @Test
    void release_that_moves_or_is_withdrawn_before_its_day_is_not_published_on_it() {
        var product = Product.register("opmon-9", description(release("9.10", TODAY.plusDays(10))), noon(TODAY)).state();

        var moved = product.describe(description(release("9.10", TODAY.plusDays(20))), noon(TODAY));
        assertThat(moved.dueAt()).isEqualTo(Instant.parse("2026-12-12T03:00:00Z"));
        assertThat(product.describe(description(), noon(TODAY)).dueAt()).isNull();
    }

    @Tag("R10.2")
    @Test
    void there_is_no_release_after_the_end_of_life() {
        var product = announced(description(release("8.9", TODAY.minusYears(1))));

        assertInvalid("after-end-of-life",
                () -> product.describe(releases("8.9", TODAY.minusYears(1), "8.10", END), noon(TODAY)));
        assertThat(
                product.describe(releases("8.9", TODAY.minusYears(1), "8.10", END.minusDays(1)), noon(TODAY)).state().releases())
                .hasSize(2);
        var ended = product.emitDueEvents(noon(END)).state();
        assertInvalid("after-end-of-life",
                () -> ended.describe(releases("8.9", TODAY.minusYears(1), "8.10", END.minusDays(1)), noon(END)));
        assertThat(
                ended.describe(new Description("Renamed", "opmon", ended.releases(), List.of(), null, null), noon(END)).events())
                .hasOnlyElementsOfType(ProductChanged.class);
    }

    @Tag("R10.2")
    @Test
    void end_of_life_is_after_every_planned_release() {
        var product = Product.register("opmon-8", description(release("8.10", END)), noon(TODAY)).state();

        assertInvalid("release-after-end", () -> product.addDraft(draft(END), noon(TODAY)));
        var drafted = product.addDraft(draft(END.plusDays(1)), noon(TODAY)).state()
                .describe(description(release("8.10", END.plusDays(1))), noon(TODAY)).state();
        assertThatThrownBy(() -> drafted.approve("a", "iara", noon(TODAY))).isInstanceOfSatisfying(ApiException.class,
                refused -> assertThat(refused.code()).isEqualTo("release-after-end"));
    }

    @Test
    void relative_date_follows_its_release_by_calendar_months() {
        var date = new LifecycleDate(LifecyclePhase.END_OF_ACTIVE_SUPPORT, LifecycleBasis.RELATIVE, null, "10.0",
                Period.ofMonths(6));

        assertThat(date.resolve(Map.of("10.0", LocalDate.of(2027, 8, 31)))).contains(LocalDate.of(2028, 3, 1));
        assertThat(date.resolve(Map.of("10.0", LocalDate.of(2027, 3, 15)))).contains(LocalDate.of(2027, 9, 15));
        assertThat(date.resolve(Map.of())).isEmpty();
    }

    @Test
    void fixed_date_does_not_move() {
        var fixed = new LifecycleDate(LifecyclePhase.END_OF_SALE, LifecycleBasis.FIXED, END, null, null);
        var moved = new LifecycleDate(LifecyclePhase.END_OF_SALE, LifecycleBasis.FIXED, END.plusDays(1), null, null);
        var product = Product.register("opmon-9", description(fixed), noon(TODAY)).state();

        assertThat(product.describe(new Description("Renamed", "opmon", List.of(), List.of(fixed), null, null), noon(TODAY))
                .events()).hasSize(1);
        for (var changed : List.of(description(moved), description()))
            assertThatThrownBy(() -> product.describe(changed, noon(TODAY))).isInstanceOfSatisfying(ApiException.class,
                    refused -> assertThat(refused.code()).isEqualTo("lifecycle-date-fixed"));
    }

    @Tag("R10.1")
    @Tag("R10.5")
    @Test
    void successor_of_the_catalogue_counts_until_an_announcement_names_one() {
        var description = new Description("OpMon", "opmon", List.of(), List.of(), "opmon-9", "Upgrade");
        var registered = Product.register("opmon-8", description, noon(TODAY));

        assertThat(registered.events()).singleElement().isInstanceOfSatisfying(ProductChanged.class, changed -> {
            assertThat(changed.successor()).isEqualTo("opmon-9");
            assertThat(changed.migrationPath()).isEqualTo("Upgrade");
            assertThat(changed.endOfLife()).isNull();
        });
        var announced = registered.state()
                .addDraft(Announcement.draft("a", new Content(END, "r", "opmon-10", null, null), "heitor", Instant.EPOCH),
                        noon(TODAY))
                .state().approve("a", "iara", noon(TODAY)).state();
        assertThat(announced.successor()).contains("opmon-10");
        assertThat(announced.migrationPath()).contains("Upgrade");
    }

    @Test
    void stored_product_is_read_as_it_was_written() {
        var lifecycle = List.of(new LifecycleDate(LifecyclePhase.END_OF_SALE, LifecycleBasis.FIXED, END, null, null),
                new LifecycleDate(LifecyclePhase.END_OF_LIFE, LifecycleBasis.RELATIVE, null, "10.0", Period.ofMonths(18)));
        var description = new Description("OpMon", "opmon", List.of(release("9.10", TODAY.plusDays(3))), lifecycle, "opmon-10",
                "Upgrade");
        var product = Product.register("opmon-9", description, noon(TODAY)).state().addDraft(draft(END), noon(TODAY)).state()
                .approve("a", "iara", noon(TODAY)).state().emitDueEvents(noon(END.minusMonths(5))).state();

        assertThat(ProductCodec.read(stored(product))).isEqualTo(product);
    }

    @Test
    void announcement_of_an_older_build_reaches_its_end() {
        var stored = stored(announced(description(release("8.9", TODAY.minusYears(1)))));
        var approval = stored.getList("announcements", Document.class).getFirst().get("approval", Document.class);
        approval.remove("emittedReminders");
        approval.put("pendingReminders", List.of("P1W"));

        assertThat(ProductCodec.read(stored).emitDueEvents(noon(END)).events()).singleElement()
                .isInstanceOfSatisfying(EolReached.class, reached -> assertThat(reached.covers()).containsExactly("P1W"));
    }

    private static Document stored(Product product) {
        var codecs = MongoClientSettings.getDefaultCodecRegistry();
        return codecs.get(Document.class).decode(
                new BsonDocumentReader(ProductCodec.write(product).toBsonDocument(Document.class, codecs)),
                DecoderContext.builder().build());
    }

    private static Product announced(Description description) {
        return Product.register("opmon-8", description, noon(TODAY)).state().addDraft(draft(END), noon(TODAY)).state()
                .approve("a", "iara", noon(TODAY)).state();
    }

    private static Announcement draft(LocalDate end) {
        return Announcement.draft("a", new Content(end, "Its platform ends", null, null, null), "heitor", Instant.EPOCH);
    }

    private static Description releases(String first, LocalDate firstDay, String second, LocalDate secondDay) {
        return description(release(first, firstDay), release(second, secondDay));
    }

    private static Description description(Release... releases) {
        return new Description("OpMon", "opmon", List.of(releases), List.of(), null, null);
    }

    private static Description description(LifecycleDate date) {
        return new Description("OpMon", "opmon", List.of(), List.of(date), null, null);
    }

    private static Release release(String version, LocalDate day) {
        return new Release(version, day);
    }

    private static void assertInvalid(String code, ThrowingCallable command) {
        assertThatThrownBy(command).isInstanceOfSatisfying(ApiException.class,
                refused -> assertThat(Stream.ofNullable(refused.errors()).flatMap(List::stream)).singleElement()
                        .satisfies(error -> assertThat(error.code()).isEqualTo(code)));
    }

    private static ZonedDateTime noon(LocalDate day) {
        return day.atTime(12, 0).atZone(SAO_PAULO);
    }
}
