package io.amparo.knowledge.article;

import io.amparo.knowledge.article.Article.State;
import io.amparo.platform.security.Caller;
import io.amparo.platform.web.Action;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An article as the API returns it.
 *
 * @param body Markdown; absent in lists
 * @param author name only: staff e-mail addresses are not public
 * @param actions what this caller may do in the current state: EDIT, PUBLISH, ARCHIVE; empty for customers
 */
record ArticleResponse(String slug, String id, ArticleKind kind, String language, String title, @Nullable String body,
        @Nullable String product, @Nullable String release, State state, String author, int revision, Instant createdAt,
        Instant updatedAt, @Nullable Instant publishedAt, List<Action> actions) {

    static ArticleResponse of(Article article, Caller caller) {
        return of(article, article.content().body(), caller);
    }

    static ArticleResponse summary(Article article, Caller caller) {
        return of(article, null, caller);
    }

    private static ArticleResponse of(Article a, @Nullable String body, Caller caller) {
        var content = a.content();
        var history = a.history();
        return new ArticleResponse(a.slug(), a.id(), content.kind(), content.language(), content.title(), body, content.product(),
                content.release(), a.state(), a.author().name(), history.revision(), history.createdAt(), history.updatedAt(),
                history.publishedAt(), caller.isStaff() ? actions(a) : List.of());
    }

    private static List<Action> actions(Article article) {
        var path = "/api/v1/articles/" + article.slug();
        var actions = new ArrayList<>(List.of(new Action("EDIT", "PUT", path, null, null)));
        if (article.state().next().contains(State.PUBLISHED)) actions.add(changeState("PUBLISH", path, State.PUBLISHED));
        if (article.state().next().contains(State.ARCHIVED)) actions.add(changeState("ARCHIVE", path, State.ARCHIVED));
        return actions;
    }

    private static Action changeState(String code, String path, State to) {
        return new Action(code, "PUT", path + "/state", List.of(to.name()), null);
    }
}
