package io.amparo.knowledge.article;

import io.amparo.knowledge.article.Article.Author;
import io.amparo.knowledge.forum.ArticleDrafts;
import io.amparo.platform.security.Caller;

/** Creates articles from solved topics of the forum, as drafts for an editor. */
record TopicDrafts(CreateArticle createArticle, Articles articles) implements ArticleDrafts {
    @Override
    public String create(Draft draft, Caller author) {
        // A draft that was revised since stays as it is.
        return articles.findById(draft.id())
                .orElseGet(() -> createArticle.handle(new CreateArticle.Command(draft.id(),
                        new Content(ArticleKind.RESOLUTION, draft.language(), draft.title(), draft.body(), draft.product(), null),
                        new Author(author.person(), author.name()))))
                .id();
    }
}
