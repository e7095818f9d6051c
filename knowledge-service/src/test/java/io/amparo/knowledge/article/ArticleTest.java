package io.amparo.knowledge.article;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amparo.events.knowledge.KnowledgeEvent.ArticleArchived;
import io.amparo.events.knowledge.KnowledgeEvent.ArticlePublished;
import io.amparo.events.product.ReleaseVersion;
import io.amparo.knowledge.article.Article.Author;
import io.amparo.knowledge.article.Article.State;
import io.amparo.knowledge.product.Product;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.ApiException.FieldError;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArticleTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Product OPMON_9 = new Product("opmon-9",
            Set.of(new ReleaseVersion(9, 1, 0, 0), new ReleaseVersion(9, 2, 0, 0)));

    private final Article draft = Article
            .create("backup", "a-1", content(ArticleKind.PROCEDURE, "opmon-9", null), new Author("f", "Fabio"), NOW).state();

    @Test
    void draft_emits_no_event() {
        assertThat(draft.revise(content(ArticleKind.INFORMATION, null, null), NOW).events()).isEmpty();
        assertThat(draft.changeState(State.ARCHIVED, NOW).state().history().publishedAt()).isNull();
    }

    @Test
    void publishing_and_each_later_revision_emit_article_published() {
        var published = draft.changeState(State.PUBLISHED, NOW);

        assertThat(published.events())
                .containsExactly(new ArticlePublished("a-1", "backup", "PROCEDURE", "pt-BR", "Backup", "opmon-9", NOW));

        var revised = published.state().revise(content(ArticleKind.INFORMATION, null, null), NOW.plusSeconds(1));

        assertThat(revised.events()).singleElement().isInstanceOf(ArticlePublished.class);
        assertThat(revised.state().history().revision()).isEqualTo(2);
        assertThat(revised.state().revise(revised.state().content(), NOW).events()).isEmpty();
        assertThat(published.state().changeState(State.PUBLISHED, NOW).events()).isEmpty();
    }

    @Test
    void archived_article_can_be_republished_but_not_returned_to_draft() {
        var archived = draft.changeState(State.PUBLISHED, NOW).state().changeState(State.ARCHIVED, NOW);

        assertThat(archived.events()).containsExactly(new ArticleArchived("a-1", "backup", NOW));
        assertThat(archived.state().changeState(State.PUBLISHED, NOW).events()).hasSize(1);
        assertThatThrownBy(() -> archived.state().changeState(State.DRAFT, NOW)).isInstanceOfSatisfying(ApiException.class,
                problem -> assertThat(problem.code()).isEqualTo("state-not-reachable"));
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
