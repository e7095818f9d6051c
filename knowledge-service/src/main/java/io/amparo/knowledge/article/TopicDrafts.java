package io.amparo.knowledge.article;

import io.amparo.events.FieldLimits;
import io.amparo.knowledge.article.Article.Author;
import io.amparo.knowledge.forum.ArticleDrafts;
import io.amparo.platform.markdown.AccessibleMarkdown;
import io.amparo.platform.security.Caller;

/** Creates articles from solved topics of the forum, as drafts for an editor. */
record TopicDrafts(CreateArticle createArticle) implements ArticleDrafts {
    @Override
    public String create(Draft draft, Caller author) {
        // A draft that was revised since stays as it is.
        var body = AccessibleMarkdown.of(draft.body(), FieldLimits.ARTICLE_BODY);
        var content = new Content(ArticleKind.RESOLUTION, draft.language(), draft.title(), body, draft.product(), null);
        return createArticle.findOrCreate(new CreateArticle.Command(draft.id(), content, Author.of(author))).id();
    }
}
