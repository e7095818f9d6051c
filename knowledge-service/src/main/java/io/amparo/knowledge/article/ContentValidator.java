package io.amparo.knowledge.article;

import io.amparo.platform.markdown.ArticleHtml;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.ApiException.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks the content of an article: catalogue (R2.3), accessible text (R4.3), and the place of a translation. */
final class ContentValidator {
    private static final String TRANSLATION_OF = "translationOf";
    private static final String LANGUAGE = "language";

    private final Articles articles;
    private final CatalogueValidator catalogueValidator;

    ContentValidator(Articles articles, CatalogueValidator catalogueValidator) {
        this.articles = articles;
        this.catalogueValidator = catalogueValidator;
    }

    /**
     * Returns the revision of the original to which a translation corresponds; null for an original.
     *
     * @param slug slug of the article; null for a new one
     * @throws ApiException naming each invalid field
     */
    @Nullable
    Integer validate(@Nullable String slug, Content content) {
        var errors = fieldErrors(slug, content);
        if (!errors.isEmpty()) throw ApiException.invalid(errors);
        return original(content).map(found -> found.state().history().revision()).orElse(null);
    }

    List<FieldError> fieldErrors(@Nullable String slug, Content content) {
        var errors = new ArrayList<>(catalogueValidator.fieldErrors(content));
        ArticleHtml.problems(content.body()).forEach(problem -> errors.add(new FieldError("body", problem)));
        errors.addAll(translationErrors(slug, content));
        return errors;
    }

    /** Two requests at the same time can both pass; readers then get both translations. */
    private List<FieldError> translationErrors(@Nullable String slug, Content content) {
        if (content.translationOf() == null) {
            return slug != null && hasTranslation(slug, content.language())
                    ? List.of(new FieldError(LANGUAGE, "language-taken"))
                    : List.of();
        }
        var original = original(content);
        if (original.isEmpty()) return List.of(new FieldError(TRANSLATION_OF, "unknown-article"));
        boolean isChain = original.get().state().content().translationOf() != null || original.get().id().equals(slug)
                || slug != null && !articles.translationsOf(slug).isEmpty();
        if (isChain) return List.of(new FieldError(TRANSLATION_OF, "not-an-original"));
        boolean isTaken = original.get().state().content().language().equals(content.language())
                || articles.translationsOf(original.get().id()).stream().anyMatch(
                        each -> !each.id().equals(slug) && each.state().content().language().equals(content.language()));
        return isTaken ? List.of(new FieldError(LANGUAGE, "language-taken")) : List.of();
    }

    private boolean hasTranslation(String slug, String language) {
        return articles.translationsOf(slug).stream().anyMatch(each -> each.state().content().language().equals(language));
    }

    private Optional<Versioned<Article>> original(Content content) {
        return Optional.ofNullable(content.translationOf()).flatMap(articles::find);
    }
}
