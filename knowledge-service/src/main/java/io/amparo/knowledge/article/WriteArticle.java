package io.amparo.knowledge.article;

import io.amparo.knowledge.article.Article.Author;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiProblem;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Creates a draft. Idempotent: author and idempotency key determine the id, so a second call finds the first draft. */
final class WriteArticle {
    record Command(String id, Content content, Author author) {}

    private final Articles articles;
    private final Catalogue catalogue;
    private final Clock clock;

    WriteArticle(Articles articles, Catalogue catalogue, Clock clock) {
        this.articles = articles;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    Versioned<Article> handle(Command command) {
        var article = articles.ofId(command.id()).orElseGet(() -> write(command));
        // A revised article may differ from its first request; at revision 1 a difference means that the key was reused.
        if (article.state().revision() == 1 && !article.state().content().equals(command.content()))
            throw ApiProblem.invalid("key-reused", List.of());
        return article;
    }

    private Versioned<Article> write(Command command) {
        catalogue.mustKnow(command.content());
        var slug = Slug.of(command.content().title());
        return Stream.of(slug, slug + "-" + command.id().substring(0, 8)).map(each -> draft(each, command))
                .flatMap(Optional::stream).findFirst().orElseThrow(() -> ApiProblem.conflict("slug-taken"));
    }

    /** Returns empty if another article has the slug. */
    private Optional<Versioned<Article>> draft(String slug, Command command) {
        articles.insert(slug, "write/" + command.id(),
                Article.write(slug, command.id(), command.content(), command.author(), clock.instant()));
        return articles.find(slug).filter(found -> found.state().id().equals(command.id()));
    }
}
