package io.amparo.knowledge.article;

import io.amparo.knowledge.article.Article.Author;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.IdempotencyKey;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Creates a draft. Idempotent: author and idempotency key determine the id, so a second call finds the first draft. */
final class CreateArticle {
    record Command(String id, Content content, Author author) {}

    private final Articles articles;
    private final ContentValidator validator;
    private final Clock clock;

    CreateArticle(Articles articles, ContentValidator validator, Clock clock) {
        this.articles = articles;
        this.validator = validator;
        this.clock = clock;
    }

    Versioned<Article> handle(Command command) {
        var article = findOrCreate(command);
        // A revised article may differ from its first request; at revision 1 a difference means that the key was reused.
        if (article.state().history().revision() == 1 && !article.state().content().equals(command.content()))
            throw ApiException.keyReused(IdempotencyKey.HEADER);
        return article;
    }

    /** As {@link #handle}, but a draft with other content counts too. Concurrent callers get the same draft. */
    Versioned<Article> findOrCreate(Command command) {
        return articles.findById(command.id()).orElseGet(() -> create(command));
    }

    private Versioned<Article> create(Command command) {
        var translatedRevision = validator.validate(null, command.content());
        var slug = Slug.of(command.content().title());
        return Stream.of(slug, slug + "-" + command.id().substring(0, 8))
                .map(candidate -> draft(candidate, command, translatedRevision)).flatMap(Optional::stream).findFirst()
                .or(() -> articles.findById(command.id())).orElseThrow(() -> ApiException.conflict("slug-taken"));
    }

    /** Returns empty if another article has the slug, or this article another one. */
    private Optional<Versioned<Article>> draft(String slug, Command command, @Nullable Integer translatedRevision) {
        articles.add(slug, "write/" + command.id(),
                Article.create(slug, command.id(), command.content(), translatedRevision, command.author(), clock.instant()));
        return articles.find(slug).filter(found -> found.state().id().equals(command.id()));
    }
}
