package io.amparo.knowledge.article;

import org.jspecify.annotations.Nullable;

/**
 * Content of an article as its author submits it.
 *
 * @param language pt-BR, en or es
 * @param body Markdown
 * @param product product whose users the article addresses; null for the users of all products
 */
record Content(ArticleKind kind, String language, String title, String body, @Nullable String product,
        @Nullable String release) {}
