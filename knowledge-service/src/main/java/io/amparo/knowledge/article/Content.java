package io.amparo.knowledge.article;

import org.jspecify.annotations.Nullable;

/**
 * What an article says, as its writer gives it.
 *
 * @param language pt-BR, en or es
 * @param body Markdown
 * @param product whose users it is for; null for everybody
 */
record Content(Kind kind, String language, String title, String body, @Nullable String product, @Nullable String release) {

    /** The four kinds (R2.2). */
    enum Kind {
        INFORMATION, PROCEDURE, CHANGE_LOG, RESOLUTION
    }
}
