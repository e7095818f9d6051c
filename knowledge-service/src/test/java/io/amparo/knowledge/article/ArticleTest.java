package io.amparo.knowledge.article;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amparo.events.knowledge.KnowledgeEvent.ArticleArchived;
import io.amparo.events.knowledge.KnowledgeEvent.ArticlePublished;
import io.amparo.events.knowledge.KnowledgeEvent.ArticleReviewDue;
import io.amparo.events.product.ReleaseVersion;
import io.amparo.knowledge.article.Article.Author;
import io.amparo.knowledge.article.Article.State;
import io.amparo.knowledge.article.Content.VersionRange;
import io.amparo.knowledge.article.Review.Confirmation;
import io.amparo.knowledge.product.Product;
import io.amparo.knowledge.search.Audience;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.ApiException.FieldError;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArticleTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Author FABIO = new Author("f", "Fabio");
    private static final Author HEITOR = new Author("h", "Heitor");
    private static final Product OPMON_9 = new Product("opmon-9",
            Set.of(new ReleaseVersion(9, 1, 0, 0), new ReleaseVersion(9, 2, 0, 0)));

    private final Article draft = Article
            .create("backup", "a-1", content(ArticleKind.PROCEDURE, "opmon-9", null), null, FABIO, NOW).state();

    @Test
    void draft_emits_no_event() {
        assertThat(draft.revise(content(ArticleKind.INFORMATION, null, null), null, FABIO, NOW).events()).isEmpty();
        assertThat(draft.changeState(State.ARCHIVED, FABIO, NOW).state().history().publishedAt()).isNull();
    }

    @Test
    void publishing_and_each_later_revision_emit_article_published() {
        var published = draft.changeState(State.PUBLISHED, FABIO, NOW);

        assertThat(published.events()).containsExactly(
                new ArticlePublished("a-1", "backup", "PROCEDURE", "pt-BR", "Backup", "opmon-9", NOW, "EVERYONE"));

        var revised = published.state().revise(content(ArticleKind.INFORMATION, null, null), null, FABIO, NOW.plusSeconds(1));

        assertThat(revised.events()).singleElement().isInstanceOf(ArticlePublished.class);
        assertThat(revised.state().history().revision()).isEqualTo(2);
        assertThat(revised.state().revise(revised.state().content(), null, FABIO, NOW).events()).isEmpty();
        assertThat(published.state().changeState(State.PUBLISHED, FABIO, NOW).events()).isEmpty();
    }

    @Test
    void archived_article_can_be_republished_but_not_returned_to_draft() {
        var archived = draft.changeState(State.PUBLISHED, FABIO, NOW).state().changeState(State.ARCHIVED, FABIO, NOW);

        assertThat(archived.events()).containsExactly(new ArticleArchived("a-1", "backup", NOW));
        assertThat(archived.state().changeState(State.PUBLISHED, FABIO, NOW).events()).hasSize(1);
        assertThatThrownBy(() -> archived.state().changeState(State.DRAFT, FABIO, NOW)).isInstanceOfSatisfying(ApiException.class,
                problem -> assertThat(problem.code()).isEqualTo("state-not-reachable"));
    }

    @Test
    void article_in_review_can_be_published_or_withdrawn() {
        var submitted = draft.changeState(State.IN_REVIEW, FABIO, NOW).state();

        assertThat(submitted.state().next()).containsExactly(State.PUBLISHED, State.DRAFT, State.ARCHIVED);
        assertThat(submitted.changeState(State.DRAFT, FABIO, NOW).events()).isEmpty();

        var published = submitted.changeState(State.PUBLISHED, HEITOR, NOW).state();

        assertThat(published.history().publishedBy()).isEqualTo(HEITOR);
        assertThat(published.history().revisedBy()).isEqualTo(FABIO);
        assertThat(published.history().isPublic()).isTrue();
    }

    @Test
    void review_is_due_by_the_kind_and_reminded_once_for_each_day() {
        var published = draft.changeState(State.PUBLISHED, FABIO, NOW);
        var due = Instant.parse("2027-11-22T00:00:00Z");

        assertThat(published.dueAt()).isEqualTo(due);
        assertThat(published.state().tick(due.minusMillis(1)).events()).isEmpty();

        var reminded = published.state().tick(due);

        assertThat(reminded.events())
                .containsExactly(new ArticleReviewDue("a-1", "backup", "Backup", "f", LocalDate.of(2027, 11, 22)));
        assertThat(reminded.dueAt()).isNull();
        assertThat(reminded.state().tick(due).events()).isEmpty();
        assertThat(reminded.state().review().isDue(due)).as("until somebody confirms it").isTrue();

        var confirmed = reminded.state().confirm(LocalDate.of(2028, 1, 31), "Still true", HEITOR, due);

        assertThat(confirmed.dueAt()).isEqualTo(Instant.parse("2028-01-31T00:00:00Z"));
        assertThat(confirmed.state().review().confirmations()).singleElement()
                .isEqualTo(new Confirmation(HEITOR, due, "Still true"));
        assertThat(confirmed.state().changeState(State.ARCHIVED, FABIO, due).dueAt()).isNull();
        assertThat(published.state().revise(content(ArticleKind.INFORMATION, null, null), null, FABIO, NOW).dueAt())
                .as("a revision keeps the date").isEqualTo(due);
    }

    @Test
    void translation_corresponds_to_a_revision_of_its_original() {
        var translation = Article.create("copia", "a-2", draft.content(), 1, FABIO, NOW).state();

        var confirmed = translation.revise(draft.content(), 2, FABIO, NOW).state();

        assertThat(confirmed.history().translatedRevision()).isEqualTo(2);
        assertThat(confirmed.history().revision()).as("its own text has not changed").isEqualTo(1);
    }

    @Tag("R2.3")
    @Test
    void applicability_requires_a_product_and_ordered_versions() {
        assertThat(rangeErrors("9.0", "9.2")).isEmpty();
        assertThat(rangeErrors("9.10", null)).isEmpty();
        assertThat(rangeErrors("9.10", "9.9")).containsExactly("appliesTo.to before-first-version");
        assertThat(rangeErrors("9.2.1", "9.2")).as("a patch is of its minor release").isEmpty();
        assertThat(rangeErrors("nine", "9.02")).containsExactly("appliesTo.from malformed", "appliesTo.to malformed");
    }

    private static List<String> rangeErrors(@Nullable String from, @Nullable String to) {
        var content = new Content(ArticleKind.INFORMATION, "en", "Limits", "Text", "opmon-9", null, new VersionRange(from, to),
                Audience.EVERYONE, null);
        return CatalogueValidator.fieldErrors(content, OPMON_9).stream().map(each -> each.field() + " " + each.code()).toList();
    }

    @Tag("R2.3")
    @Test
    void change_log_requires_a_product_and_release_of_the_catalogue() {
        assertThat(CatalogueValidator.fieldErrors(content(ArticleKind.CHANGE_LOG, null, null), null))
                .extracting(FieldError::field).containsExactly("product", "release");
        assertThat(CatalogueValidator.fieldErrors(content(ArticleKind.CHANGE_LOG, "opmon-9", null), OPMON_9))
                .extracting(FieldError::field).containsExactly("release");
        assertThat(CatalogueValidator.fieldErrors(content(ArticleKind.CHANGE_LOG, "opmon-9", "9.3"), OPMON_9))
                .extracting(FieldError::code).containsExactly("unknown-release");
        assertThat(CatalogueValidator.fieldErrors(content(ArticleKind.CHANGE_LOG, "opmon-5", "5.0"), null))
                .extracting(FieldError::code).containsExactly("unknown-product");
        assertThat(CatalogueValidator.fieldErrors(content(ArticleKind.CHANGE_LOG, "opmon-9", "9.2"), OPMON_9)).isEmpty();
        assertThat(CatalogueValidator.fieldErrors(content(ArticleKind.CHANGE_LOG, "opmon-9", "v9.2.0"), OPMON_9)).isEmpty();
    }

    @Tag("R2.2")
    @ParameterizedTest
    @EnumSource(value = ArticleKind.class, names = "CHANGE_LOG", mode = EnumSource.Mode.EXCLUDE)
    void other_kinds_require_no_product(ArticleKind kind) {
        assertThat(CatalogueValidator.fieldErrors(content(kind, null, null), null)).isEmpty();
        assertThat(CatalogueValidator.fieldErrors(content(kind, null, "9.2"), null)).extracting(FieldError::field)
                .containsExactly("product");
    }

    private static Content content(ArticleKind kind, @Nullable String product, @Nullable String release) {
        return new Content(kind, "pt-BR", "Backup", "Texto", product, release);
    }
}
