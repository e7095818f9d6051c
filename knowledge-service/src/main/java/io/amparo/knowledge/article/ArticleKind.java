package io.amparo.knowledge.article;

/** The four kinds (R2.2). */
enum ArticleKind {
    INFORMATION, PROCEDURE, CHANGE_LOG, RESOLUTION
}
