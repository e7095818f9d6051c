package io.amparo.knowledge.article;

import io.amparo.knowledge.article.Article.Author;
import io.amparo.knowledge.article.Article.State;
import io.amparo.platform.Ids;
import io.amparo.platform.store.StaleVersionException;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.ApiException.FieldError;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Imports articles from files. Slug and language identify an article, so a repeated import changes nothing. A file with the slug
 * of an article in another language is its translation. Nothing gets public unless the caller publishes.
 */
final class ImportArticles {
    record Command(List<ArticleFile> files, boolean dryRun, boolean publish, Author author) {}

    enum Outcome { CREATED, UPDATED, UNCHANGED, SKIPPED, FAILED }

    /** @param slug slug of the article; null if there is none */
    record Result(String file, @Nullable String slug, Outcome outcome, List<FieldError> errors) {
        static Result failed(String file, @Nullable String slug, List<FieldError> errors) {
            return new Result(file, slug, Outcome.FAILED, errors);
        }
    }

    /**
     * The article that a file is about.
     *
     * @param existing null for a new one
     */
    private record Target(@Nullable Versioned<Article> existing, String slug, Content content) {}

    private static final List<String> LANGUAGES = List.of("pt-BR", "en", "es");

    private final Articles articles;
    private final ContentValidator validator;
    private final ReviseArticle revise;
    private final ChangeArticleState changeState;
    private final Clock clock;

    ImportArticles(Articles articles, ContentValidator validator, ReviseArticle revise, ChangeArticleState changeState,
            Clock clock) {
        this.articles = articles;
        this.validator = validator;
        this.revise = revise;
        this.changeState = changeState;
        this.clock = clock;
    }

    /** Returns a result for each file: those that cannot be read first, then originals before translations. */
    List<Result> handle(Command command) {
        var results = new ArrayList<Result>();
        command.files().stream().filter(file -> file.content() == null || !file.errors().isEmpty()).map(ImportArticles::refused)
                .forEach(results::add);
        var seen = new HashSet<String>();
        var planned = new HashMap<String, String>();
        command.files().stream().filter(file -> file.content() != null && file.errors().isEmpty())
                .sorted(Comparator.comparing((ArticleFile file) -> content(file).translationOf() != null)
                        .thenComparing(file -> LANGUAGES.indexOf(content(file).language())).thenComparing(ArticleFile::name))
                .map(file -> seen.add(file.slug() + "/" + content(file).language())
                        ? apply(file, planned, command)
                        : Result.failed(file.name(), file.slug(), List.of(new FieldError("file", "repeated-file"))))
                .forEach(results::add);
        return results;
    }

    private static Content content(ArticleFile file) {
        return Objects.requireNonNull(file.content());
    }

    private static Result refused(ArticleFile file) {
        boolean isOther = file.errors().stream().anyMatch(error -> error.code().equals("not-markdown"));
        return new Result(file.name(), null, isOther ? Outcome.SKIPPED : Outcome.FAILED, file.errors());
    }

    private Result apply(ArticleFile file, Map<String, String> planned, Command command) {
        var target = target(file, planned);
        if (target.isEmpty()) return Result.failed(file.name(), file.slug(), List.of(new FieldError("file", "other-language")));
        var found = target.get();
        var errors = validator.fieldErrors(found.existing() == null ? null : found.slug(), found.content()).stream()
                .filter(error -> !(command.dryRun() && error.code().equals("unknown-article")
                        && planned.containsKey(found.content().translationOf())))
                .toList();
        if (!errors.isEmpty()) return Result.failed(file.name(), found.slug(), errors);
        planned.putIfAbsent(found.slug(), found.content().language());
        try {
            return apply(file, found, command);
        } catch (ApiException e) {
            return Result.failed(file.name(), found.slug(), e.errors());
        } catch (StaleVersionException | ConcurrentModificationException ignored) {
            return changedMeanwhile(file, found);
        }
    }

    private Result apply(ArticleFile file, Target target, Command command) {
        var existing = target.existing();
        if (existing == null) {
            var created = command.dryRun() ? null : create(target, command.author());
            return result(file, target, created, Outcome.CREATED, command);
        }
        boolean isEqual = existing.state().content().stripped().equals(target.content());
        if (!isEqual && existing.state().isPublished() && !command.publish())
            return Result.failed(file.name(), target.slug(), List.of(new FieldError("file", "is-published")));
        if (isEqual && (existing.state().isPublished() || !command.publish()))
            return new Result(file.name(), target.slug(), Outcome.UNCHANGED, List.of());
        var revised = command.dryRun()
                ? null
                : revise.handle(new ReviseArticle.Command(target.slug(), existing.version(), target.content(), command.author()));
        return result(file, target, revised, Outcome.UPDATED, command);
    }

    private static Result changedMeanwhile(ArticleFile file, Target target) {
        return Result.failed(file.name(), target.slug(), List.of(new FieldError("file", "changed-meanwhile")));
    }

    /** @param stored the article after the write; null in a dry run */
    private Result result(ArticleFile file, Target target, @Nullable Versioned<Article> stored, Outcome outcome,
            Command command) {
        // Only what the file has is published.
        if (stored != null && !stored.state().content().equals(target.content())) return changedMeanwhile(file, target);
        if (command.publish() && stored != null)
            changeState
                    .handle(new ChangeArticleState.Command(target.slug(), stored.version(), State.PUBLISHED, command.author()));
        return new Result(file.name(), target.slug(), outcome, List.of());
    }

    private Versioned<Article> create(Target target, Author author) {
        var id = Ids.uuidOf("import/" + target.slug());
        var translatedRevision = validator.validate(null, target.content());
        articles.add(target.slug(), "import",
                Article.create(target.slug(), id, target.content(), translatedRevision, author, clock.instant()));
        return articles.find(target.slug()).filter(found -> found.state().id().equals(id))
                .orElseThrow(() -> ApiException.invalid("file", "changed-meanwhile"));
    }

    /** Returns empty if the slug is that of an article in another language, of which the file is no translation. */
    private Optional<Target> target(ArticleFile file, Map<String, String> planned) {
        var content = content(file);
        var found = articles.find(file.slug());
        var language = found.map(each -> each.state().content().language()).orElse(planned.get(file.slug()));
        if (language == null) return Optional.of(new Target(null, file.slug(), content));
        if (language.equals(content.language())) return Optional.of(new Target(found.orElse(null), file.slug(), content));
        var original = found.map(each -> each.state().content().translationOf()).orElse(file.slug());
        if (content.translationOf() != null && !content.translationOf().equals(original)) return Optional.empty();
        var translated = content.asTranslationOf(original);
        return Optional.of(articles.translationsOf(original).stream()
                .filter(each -> each.state().content().language().equals(content.language())).findFirst()
                .map(each -> new Target(each, each.id(), translated))
                .orElseGet(() -> new Target(null, newSlug(translated), translated)));
    }

    private String newSlug(Content translated) {
        var slug = Slug.of(translated.title());
        var withLanguage = slug + "-" + translated.language().toLowerCase(Locale.ROOT);
        var id = Ids.uuidOf("import/" + translated.translationOf() + "/" + translated.language());
        return Stream.of(slug, withLanguage).filter(each -> articles.find(each).isEmpty()).findFirst()
                .orElse(slug + "-" + id.substring(0, 8));
    }
}
