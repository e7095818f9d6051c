package io.amparo.knowledge.article;

/** The four kinds (R2.2). */
enum ArticleKind {
    INFORMATION(12), PROCEDURE(12), CHANGE_LOG(24), RESOLUTION(12);

    private final int reviewMonths;

    ArticleKind(int reviewMonths) {
        this.reviewMonths = reviewMonths;
    }

    /** Returns the months after which a published article is reviewed, if its author chooses no date. */
    int reviewMonths() {
        return reviewMonths;
    }
}
